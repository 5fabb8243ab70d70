package parenting

import "testing"

func TestWarns(t *testing.T) {
	for text, want := range map[string]bool{
		"Awas <b>BANJIR</b> bandang": true, "Gempa! Keluar rumah": true, "ada kebakaran di pasar": true, "Air sungai naik sejak subuh": true, "Kali meluap": true, "iuran naik": false, "Besok posyandu": false,
		`<a href="https://example.org/banjir">Peta</a>`: false, "lomba kebanjiran hadiah": false, "": false,
	} {
		if got := (Content{HTML: text}).Warns(); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if !(Content{Kind: ContentAlbum, Parts: []Content{{}, {HTML: "longsor"}}}).Warns() {
		t.Error("the caption of a part is not read")
	}
}
