package flows

import "testing"

// TestReadCode shows the ways people write a code, and what is none.
func TestReadCode(t *testing.T) {
	for text, want := range map[string]string{
		"4821": "4821", " 48 21 ": "4821", "hadir 4821": "4821", "Hadir, 4821.": "4821", "kodenya: 0021": "0021", "saya hadir 4 8 2 1!": "4821", "kodenya 0728 bu": "0728",
		"": "", "hadir": "", "482": "", "48213": "", "14.00": "", "jam 1400": "", "-482": "", "+482": "", "٤٨٢١": "", "4821 4821": "",
	} {
		got, ok := readCode(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("readCode(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

// TestFigures: whoever was asked for the code may say anything around it, and nothing that is none.
func TestFigures(t *testing.T) {
	for text, want := range map[string]string{
		"itu angkanya 0728 ya bu rina": "0728", "ini bu: 07 28": "0728", "jam 2": "", "sdh sampai bu": "", "di layar 4821 4821": "",
	} {
		got, ok := readCode(figures(text))
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, ok, want)
		}
	}
}
