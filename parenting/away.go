package parenting

import (
	"slices"
	"strings"
)

// How people call those of the family, in words in full: the children's father is "ayahnya", or "suami" where the mother speaks. What whoever
// reads may be called as well, "ibu", means one of the family only where nobody else is named.
const (
	ofFather  = "ayahnya bapaknya bapake bapanya papanya abahnya abinya amaqnya suami suamiku suaminya"
	ofMother  = "ibunya ibuk ibuke emaknya mamanya mamaknya bundanya uminya inaqnya istri istriku istrinya"
	ofBoth    = "ortu ortunya orangtua orangtuanya tuanya keduanya berdua duanya"
	ofSibling = "kakak kakaknya kakakku abang abangnya adik adiknya adikku paman pamannya bibi bibinya om tante saudara sepupu ipar"
	father    = "ayah bapak bapa papa abah abi amaq"
	mother    = "ibu emak mama mamak mamah bunda umi inaq"
	child     = "anakku menantu menantuku"

	besideAway = courteous + " " + me + " yang di ke itu ini lagi sedang masih kerja bekerja merantau rantau berangkat pergi ada sana sekarang" +
		" pmi tki tkw luar negeri anak anaknya cucu cucunya cucuku perempuan laki lelaki orang tua dua dan sama dengan"
)

// ReadAway reads who of a family is away, and where if that is said too: "ibunya", "suami sy di taiwan". Of "anak saya" it is not known whose
// parent that is, if anybody's: away is "".
func ReadAway(text string) (away Away, where string, ok bool) {
	words := spelledWords(text)
	says := func(list string) bool { return slices.ContainsFunc(words, among(list)) }
	isFather, isMother, isSibling := says(ofFather), says(ofMother), says(ofSibling)
	isChild, together := says(child) || says("anak") && says(me), says("dan sama dengan")
	if together || !isFather && !isMother && !isSibling && !isChild && !says(me) { // "ibu saya" is no parent of the children's
		isFather, isMother = isFather || says(father), isMother || says(mother)
	}
	switch {
	case says("sudah") && says("pulang") || len(words) < 4 && says(no) && says("ada"):
		return AwayNobody, "", true
	case says(no + " bukan belum"):
		return "", "", false
	case says(ofBoth) || isFather && isMother && together:
		away = AwayBoth
	case isFather && isMother:
		return "", "", false
	case isFather:
		away = AwayFather
	case isMother:
		away = AwayMother
	case isSibling:
		away = AwaySister
	case !isChild:
		return "", "", false
	}
	where, ok = placeIn(words)
	return away, where, ok
}

// ReadWhere reads the country or province where somebody is, as its code: "taiwan", "anak sy di taiwan".
func ReadWhere(text string) (code string, ok bool) {
	if code, ok = placeCalled(text); ok {
		return code, true
	}
	code, _ = placeIn(spelledWords(text))
	return code, code != ""
}

// placeIn is the place that remains of words without who is there; "" if nothing remains, false if it is no place.
func placeIn(words []string) (code string, ok bool) {
	known := among(strings.Join([]string{ofFather, ofMother, ofBoth, ofSibling, father, mother, child, besideAway}, " "))
	rest := strings.Join(slices.DeleteFunc(words, known), " ")
	if rest == "" {
		return "", true
	}
	return placeCalled(rest)
}

func placeCalled(name string) (code string, ok bool) {
	if found := FindCountry(name); len(found) > 0 {
		return found[0].Code, true
	}
	if found := FindProvince(name); len(found) > 0 {
		return found[0].Code, true
	}
	return "", false
}
