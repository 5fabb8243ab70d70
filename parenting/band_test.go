package parenting

import (
	"slices"
	"testing"
)

//nolint:misspell // thn is short for tahun
func TestReadBands(t *testing.T) {
	for text, want := range map[string][]Band{
		"4 tahun": {"3-5"}, "6 thn": {"6-9"}, "4thn": {"3-5"}, "umur 8 bln": {"0-2"}, "3 sama 7 th": {"3-5", "6-9"}, "4, 11": {"3-5", "10-12"}, "9": {"6-9"},
		"anak sy 2, umur 4 dan 11 tahun": {"3-5", "10-12"}, "30 bulan": {"0-2"}, "10 hari": {"0-2"}, "Untuk 3–5 tahun": {"3-5"}, "17 tahun": {"16-17"},
		"anak 3": nil, "18 tahun": nil, "4 tahun dan 20 tahun": nil, "3 orang": nil, "": nil, "tahun": nil, "99999999999999999999 tahun": nil,
	} {
		if got, ok := ReadBands(text); !slices.Equal(got, want) || ok != (want != nil) {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
}
