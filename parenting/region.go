package parenting

import (
	"slices"
	"strings"
	"unicode"
)

// Region is a part of the programme that somebody answers for: a province, a regency in it, or a village in that. What is empty is
// everything below, so the zero value is the whole programme. Places are named as people typed them and compared as people mean them.
type Region struct {
	Province string // Kemendagri code
	Regency  string // kabupaten or kota
	Village  string // desa or kelurahan
}

// Region is where a group is.
func (g Group) Region() Region { return Region{g.Province, g.Regency, g.Village} }

// Within reports whether a region is another one or lies in it.
func (r Region) Within(outer Region) bool {
	if outer == (Region{}) {
		return true
	}
	r, outer = r.Plain(), outer.Plain()
	in := func(place, outer string) bool { return outer == "" || outer == place }
	return in(r.Province, outer.Province) && in(r.Regency, outer.Regency) && in(r.Village, outer.Village)
}

// Contains reports whether a group lies in a region.
func (r Region) Contains(g Group) bool { return g.Region().Within(r) }

// Below is the part of a region, one level down, in which another one lies: its province, regency or village.
func (r Region) Below(outer Region) Region {
	switch {
	case outer.Province == "":
		return Region{Province: r.Province}
	case outer.Regency == "":
		return outer.Part(r.Regency)
	}
	return outer.Part(r.Village)
}

// Outer is the region that a village, a regency or a province lies in.
func (r Region) Outer() Region {
	switch {
	case r.Village != "":
		return Region{Province: r.Province, Regency: r.Regency}
	case r.Regency != "":
		return Region{Province: r.Province}
	}
	return Region{}
}

// Part is the place of a name in a province or a regency.
func (r Region) Part(name string) Region {
	if r.Regency == "" {
		r.Regency = name
	} else {
		r.Village = name
	}
	return r
}

// Plain is a region without what may be written in more than one way: two are the same where it is.
func (r Region) Plain() Region {
	return Region{r.Province, plainRegency(r.Regency), plainVillage(r.Village)}
}

// Key is a region written so that the key of every region in it begins with it.
func (r Region) Key() string {
	key := "/"
	for _, place := range []string{r.Province, plainRegency(r.Regency), plainVillage(r.Village)} {
		if place == "" {
			break
		}
		key += place + "/"
	}
	return key
}

// plainRegency takes "Kabupaten" or "Kota" off a name: "Kota Mataram" is Mataram. But where both exist, "Bogor" is the kabupaten. The
// word "kota" may be part of the name as well ("Kotabaru", "Kota Baru"), so it goes wherever a name begins with it.
func plainRegency(name string) string {
	name = plainName(name, "kabupaten", "kab")
	for {
		rest, isTown := strings.CutPrefix(name, "kota")
		rest = strings.TrimPrefix(rest, "madya")
		switch {
		case !isTown || rest == "":
			return name
		case slices.Contains(twins, rest):
			return "kota" + rest
		}
		name = rest
	}
}

// twins are the names that a kabupaten and a kota of the same province share: there the word kota tells them apart. The list was put
// together by hand and has not been checked against Kemendagri's yet; a name that is missing here makes the two one.
var twins = []string{
	"solok", "bandung", "bekasi", "bogor", "cirebon", "sukabumi", "tasikmalaya", "magelang", "pekalongan", "semarang", "tegal", "blitar",
	"kediri", "madiun", "malang", "mojokerto", "pasuruan", "probolinggo", "serang", "tangerang", "bima", "kupang", "gorontalo", "jayapura",
	"sorong",
}

func plainVillage(name string) string { return plainName(name, "desa", "ds", "kelurahan", "kel") }

// plainName keeps the letters and digits of a name in lower case, without the words before it that say what kind of place it is. A name
// of nothing else is kept as it is: only the empty name is no place.
func plainName(name string, kinds ...string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for len(words) > 1 && slices.Contains(kinds, words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return name
	}
	return strings.Join(words, "")
}
