package parenting

import "testing"

func TestReadNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"129": true, "0811-1129-129": true, " +62 21 2924 4800 ": true, "119 ext 8": true, "(0376) 123456": true,
		"12": false, "belum tahu": false, "0811 kader": false, "12345678901234567": false, "": false,
	} {
		if _, ok := ReadNumber(text); ok != want {
			t.Errorf("%q is read: %v", text, ok)
		}
	}
}

func TestHelplineAddress(t *testing.T) {
	for _, c := range []struct {
		h    Helpline
		want string
	}{
		{Helpline{Via: ViaPhone, Number: "129"}, ""},
		{Helpline{Via: ViaWeb, Number: "healing119.id"}, "https://healing119.id"},
		{Helpline{Via: ViaWhatsApp, Number: "0811-1129-129"}, "https://wa.me/628111129129"},
		{Helpline{Via: ViaWhatsApp, Number: "+852 6773 0466"}, "https://wa.me/85267730466"},
	} {
		if got := c.h.Address(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.h, got, c.want)
		}
	}
}
