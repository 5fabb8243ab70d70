package parenting

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPlaces(t *testing.T) {
	lotim := Region{Province: "52", Regency: "Lombok Timur"}
	for _, c := range []struct {
		outer, r Region
		in       bool
	}{
		{Region{}, lotim, true},
		{lotim, Region{}, false},
		{Region{Province: "52"}, lotim, true},
		{Region{Province: "53"}, lotim, false},
		{lotim, Region{Province: "52"}, false},
		{lotim, Region{"52", "Lombok Timur", "Anjani"}, true},
		{lotim, Region{"52", "Lombok Barat", "Anjani"}, false},
		{lotim, Region{"53", "Lombok Timur", "Anjani"}, false},
		{lotim, Region{"", "Lombok Timur", "Anjani"}, false}, // forged: of no province
		{Region{"52", "Lombok Timur", "Anjani"}, lotim, false},
		{Region{"52", "Lombok Timur", "Anjani"}, Region{"52", "Lombok Tengah", "Anjani"}, false},
	} {
		if got := c.r.Within(c.outer); got != c.in {
			t.Errorf("%v within %v: got %v, want %v", c.r, c.outer, got, c.in)
		}
		g := Group{Province: c.r.Province, Regency: c.r.Regency, Village: c.r.Village}
		if got := c.outer.Contains(g); got != c.in {
			t.Errorf("%v contains a group in %v: got %v, want %v", c.outer, c.r, got, c.in)
		}
	}
}

func TestNamesOfPlaces(t *testing.T) {
	regency := func(name string) Region { return Region{"52", name, ""} }
	village := func(name string) Region { return Region{"52", "Lombok Timur", name} }
	for _, c := range []struct {
		a, b Region
		same bool
	}{
		{regency("Lombok Timur"), regency("lombok timur"), true},
		{regency("Lombok Timur"), regency("Kab. Lombok Timur"), true},
		{regency("Lombok Timur"), regency("Kab.Lombok Timur"), true},
		{regency("Lombok Timur"), regency("KABUPATEN  LOMBOK TIMUR "), true},
		{regency("Lombok Timur"), regency("Lomboktimur"), true},
		{regency("Lombok Timur"), regency("Lombok-Timur"), true},
		{regency("Lombok Timur"), regency("Lombok"), false},
		{regency("Lombok Timur"), regency("Lombok Tengah"), false},
		{regency("Mataram"), regency("Kota Mataram"), true},
		{regency("Mataram"), regency("Kotamadya Mataram"), true},
		{regency("Bima"), regency("Kab. Bima"), true},
		{regency("Kota Bima"), regency("kotamadya bima"), true},
		{regency("Bima"), regency("Kota Bima"), false}, // there are both
		{regency("Kab. Bogor"), regency("Kota Bogor"), false},
		{regency("Kotabaru"), regency("Kota Baru"), true},
		{regency("Kotamobagu"), regency("Kota Kotamobagu"), true},
		{regency("Kotawaringin Barat"), regency("Kab. Kota Waringin Barat"), true},
		{regency("Kota"), regency("Kab. Kota"), true}, // not a place, and not everything either
		{regency("Kab"), regency(""), false},
		{regency("."), regency(""), false},
		{village("Anjani"), village("Desa Anjani"), true},
		{village("Anjani"), village("Ds. anjani"), true},
		{village("Anjani"), village("Kel. Anjani"), true},
		{village("Anjani"), village("kelurahan Anjani"), true},
		{village("Anjani"), village("Anjani Timur"), false},
		{village("Kota Raja"), village("Raja"), false}, // of villages "kota" is a name
		{village("Desa"), village(""), false},
	} {
		if got := c.a.Plain() == c.b.Plain(); got != c.same {
			t.Errorf("%v and %v: got %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

// TestWithinIsAnOrder: being called the same is an equivalence, lying within is an order on top of it, and no name means everything.
func TestWithinIsAnOrder(t *testing.T) {
	name := func(t *rapid.T, what string) string {
		return rapid.OneOf(
			rapid.SampledFrom([]string{"", "Lombok Timur", "kab. lombok timur", "Kota Bima", "Bima", "Kabupaten", "kota", "Kota Kab Bima", "Desa", ".", " "}),
			rapid.StringMatching(`(Kab\.? |Kota |Desa |ds\. ?){0,2}[A-Za-z .]{0,5}`), rapid.String(),
		).Draw(t, what)
	}
	region := func(t *rapid.T) Region {
		return Region{rapid.SampledFrom([]string{"", "52", "53"}).Draw(t, "province"), name(t, "regency"), name(t, "village")}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := region(t), region(t), region(t)
		same := func(a, b Region) bool { return a.Within(b) && b.Within(a) }
		switch {
		case !a.Within(a) || !a.Within(Region{}):
			t.Errorf("%q is not within itself or the programme", a)
		case a.Within(b) && b.Within(c) && !a.Within(c):
			t.Errorf("%q is within %q and that within %q, but not in it", a, b, c)
		case same(a, b) != same(b, a), same(a, b) && same(b, c) && !same(a, c):
			t.Errorf("%q, %q and %q are not the same in every order", a, b, c)
		case same(a, b) != (a.Plain() == b.Plain()):
			t.Errorf("%q and %q are within each other and not the same", a, b)
		case a.Plain() != a.Plain().Plain() && a.Province != "":
			t.Errorf("%q is plain as %q and then as %q", a, a.Plain(), a.Plain().Plain())
		case (Region{}).Within(a) && a != (Region{}):
			t.Errorf("%q is everything", a)
		}
	})
}
