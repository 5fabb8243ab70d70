package parenting

import "testing"

func TestReadAway(t *testing.T) {
	for text, want := range map[string]struct {
		away  Away
		where string
	}{
		"ibunya": {AwayMother, ""}, "emaknya": {AwayMother, ""}, "ibunya anak2": {AwayMother, ""}, "emak": {AwayMother, ""},
		"suami saya": {AwayFather, ""}, "Suami sy bu": {AwayFather, ""}, "bapaknya kerja di malaysia": {AwayFather, "MY"},
		"istri sy di hongkong pak": {AwayMother, "HK"}, "ibunya cucu saya, di arab": {AwayMother, "SA"}, "suamiku ke kalimantan timur": {AwayFather, "64"},
		"ayah dan ibu": {AwayBoth, ""}, "bapak sama ibunya": {AwayBoth, ""}, "orang tuanya di taiwan": {AwayBoth, "TW"},
		"dua-duanya": {AwayBoth, ""}, "kakaknya": {AwaySister, ""}, "adik saya di jepang": {AwaySister, "JP"},
		"anak sy di taiwan": {"", "TW"}, "anak perempuan sy": {"", ""}, "menantu": {"", ""},
		"sudah pulang": {AwayNobody, ""}, "suami sdh pulang": {AwayNobody, ""}, "gak ada": {AwayNobody, ""},
	} {
		if away, where, ok := ReadAway(text); !ok || away != want.away || where != want.where {
			t.Errorf("%q: %q, %q, %v, want %+v", text, away, where, ok, want)
		}
	}
	for _, text := range []string{
		"", "iya", "bu", "saya", "ibu saya", "ibunya di rumah", "suami saya meninggal", "bukan ibunya", "suami belum pulang", "anaknya", "apa maksudnya",
		"cucu badan e panas", "suami dipukul majikan", "istri saya sakit di taiwan",
	} {
		if away, where, ok := ReadAway(text); ok {
			t.Errorf("%q is read as %q in %q", text, away, where)
		}
	}
}

func TestReadWhere(t *testing.T) {
	for text, want := range map[string]string{
		"taiwan": "TW", "di taiwan": "TW", "anak sy di taiwan": "TW", "suami saya kerja ke malaysia bu": "MY", "jawa timur": "35", "hongkong": "HK",
		"ibunya": "", "suami saya": "", "di rumah": "", "": "", "tidak tahu": "", "di lombok": "",
	} {
		if got, ok := ReadWhere(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", text, got, ok, want)
		}
	}
}
