package flows

import (
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// Asking for places: a province, a regency in it, a village in that. What is known already is on offer, anything else is typed.

// held asks which region is meant of those for which the account holds a role.
func (c *Chat) held(role parenting.Role) parenting.Region {
	regions := c.Rights.Regions(role)
	if len(regions) == 1 {
		return regions[0]
	}
	id := func(r parenting.Region) string { return parenting.ShortID(c.NewID("region " + inFull(r))) }
	var buttons []Button
	for _, r := range regions {
		buttons = append(buttons, Button{Label: inFull(r), Choice: id(r)})
	}
	chosen := c.Browse("of", buttons)
	return regions[slices.IndexFunc(regions, func(r parenting.Region) bool { return id(r) == chosen })]
}

// part asks for a part of a region, level by level, until all of what was named is meant.
func (c *Chat) part(r parenting.Region) parenting.Region {
	if r.Province == "" {
		if r.Province = c.province(c.all("province", r)); r.Province == "" {
			return r
		}
	}
	if r.Regency == "" {
		if r.Regency = c.regency(r, c.all("regency", r)); r.Regency == "" {
			return r
		}
	}
	if r.Village == "" {
		r.Village = c.village(r, c.all("village", r))
	}
	return r
}

// wholeOfIt is the choice that goes into no part of a region. Nobody can type it: a name has a letter or a figure.
const wholeOfIt = "*"

func (c *Chat) all(step string, r parenting.Region) Button {
	return Button{Key: c.key(step, "all"), Args: Args{"Region": inShort(r)}, Choice: wholeOfIt, Wide: true}
}

// spot asks for what a region leaves open of where a group is.
func (c *Chat) spot(r parenting.Region) parenting.Region {
	if r.Province == "" {
		r.Province = c.province()
	}
	if r.Regency == "" {
		r.Regency = c.regency(r)
	}
	if r.Village == "" {
		r.Village = c.village(r)
	}
	return r
}

// village and regency ask for a place in a region, "" if one of the ways past the question was taken.
func (c *Chat) village(in parenting.Region, ways ...Button) string {
	in.Village = ""
	return c.named("village", in, ways, "desa", "ds", "kelurahan", "kel")
}

func (c *Chat) regency(in parenting.Region, ways ...Button) string {
	return c.named("regency", parenting.Region{Province: in.Province}, ways, "kabupaten", "kab")
}

// named asks for the name of a place in a region without what kind of place it is: "Desa Anjani" is Anjani. A known one keeps its
// spelling, however it is typed.
func (c *Chat) named(step string, in parenting.Region, ways []Button, kinds ...string) string {
	known := c.places(in)
	var offers []Button
	for _, r := range known {
		if name := placeName(r); len(name) <= nameLimit { // in bytes: it stands in the data of the button
			offers = append(offers, Button{Label: name, Choice: name})
		}
	}
	read := func(text string) (string, bool) {
		text = parenting.Clean(text)
		ok := Plain(text) != "" && len([]rune(text)) <= nameLimit
		if kind, name, more := strings.Cut(text, " "); more && slices.Contains(kinds, strings.ToLower(strings.TrimRight(kind, "."))) {
			text = name
		}
		typed := in.Part(text)
		if i := slices.IndexFunc(known, func(r parenting.Region) bool { return r.Plain() == typed.Plain() }); i >= 0 {
			return placeName(known[i]), ok
		}
		return parenting.ProperName(text), ok
	}
	name := strings.TrimPrefix(c.Suggest(step, read, ways, offers, "Region", inShort(in), "Known", len(known) > 0), wholeOfIt)
	return c.meant(name, known)
}

// meant asks whether a name that is not known is another way to write one that is: a group in "Lotim" would be out of reach of whoever
// coordinates Lombok Timur.
func (c *Chat) meant(name string, known []parenting.Region) string {
	var names []string
	for _, r := range known {
		if placeName(r) == name {
			return name
		}
		if resembles(name, placeName(r)) {
			names = append(names, placeName(r))
		}
	}
	if name == "" || len(names) == 0 {
		return name
	}
	names = append(names, name)
	var buttons []Button
	for i, n := range names {
		buttons = append(buttons, Button{Key: "place.meant_this", Args: Args{"Name": n, "Typed": n == name}, Choice: strconv.Itoa(i), Wide: true})
	}
	step := c.step("meant")
	choice, ok := c.state.answer(step)
	if !ok {
		m := Message{Key: "place.meant", Args: Args{"Name": name}, Rows: rows(buttons), Pack: true}
		choice = c.ask(step, m, typed(func(string) (string, bool) { return "", false }, buttons))
	}
	i, err := strconv.Atoi(choice)
	if err != nil || i >= len(names) { // of a place that is known no more
		return name
	}
	return names[i]
}

// resembles reports whether a name is short for another one, as "Lotim" and "Lombok Tmur" are for Lombok Timur, or has a letter too many.
func resembles(name, known string) bool {
	short, long := letters(name), letters(known)
	if len(short) > len(long) && len(short) <= len(long)+1 {
		short, long = long, short
	}
	if len(short) < 3 || short[0] != long[0] {
		return false
	}
	for _, r := range long {
		if len(short) > 0 && short[0] == r {
			short = short[1:]
		}
	}
	return len(short) == 0
}

func letters(s string) []rune { return []rune(strings.ReplaceAll(Plain(s), " ", "")) }

// province asks for a province by name. Of several that may be meant, one is chosen.
func (c *Chat) province(ways ...Button) string {
	read := func(text string) (string, bool) {
		var codes []string
		for _, p := range parenting.FindProvince(text) {
			codes = append(codes, p.Code)
		}
		return strings.Join(codes, ","), len(codes) > 0
	}
	var offered []string
	for _, r := range c.places(parenting.Region{}) {
		offered = append(offered, r.Province)
	}
	for _, code := range []string{"35", "33", "32", "52", "18", "53"} { // most migrant workers come from these (placements 2023)
		if len(offered) < 6 && !slices.Contains(offered, code) {
			offered = append(offered, code)
		}
	}
	for {
		codes := split(c.Suggest("province", read, ways, provinceButtons(offered...)))
		if len(codes) == 1 {
			return strings.TrimPrefix(codes[0], wholeOfIt)
		}
		among := append(provinceButtons(codes...), Button{Key: c.key("which", "none"), Choice: "none"})
		if code := c.Pick("which", among); code != "none" {
			return code
		}
	}
}

func provinceButtons(codes ...string) []Button {
	var buttons []Button
	for _, code := range codes {
		buttons = append(buttons, Button{Label: provinceName(code), Choice: code})
	}
	return buttons
}

func provinceName(code string) string {
	for _, p := range parenting.Provinces() {
		if p.Code == code {
			return p.Name
		}
	}
	return ""
}

// places lists the parts of a region, one level below it, in which there are groups or people in charge: each once, by name.
func (c *Chat) places(in parenting.Region) []parenting.Region {
	var all []parenting.Region
	for _, g := range c.Groups() {
		all = append(all, g.Region())
	}
	for _, g := range c.Grants() {
		all = append(all, g.Region)
	}
	seen := map[parenting.Region]bool{in.Plain(): true} // what names no part
	var parts []parenting.Region
	for _, r := range all {
		if part := r.Below(in); r.Within(in) && !seen[part.Plain()] {
			seen[part.Plain()] = true
			parts = append(parts, part)
		}
	}
	slices.SortFunc(parts, func(a, b parenting.Region) int { return strings.Compare(placeName(a), placeName(b)) })
	return parts
}

// placeName is what the place is called that a region is.
func placeName(r parenting.Region) string {
	switch {
	case r.Village != "":
		return r.Village
	case r.Regency != "":
		return r.Regency
	}
	return provinceName(r.Province)
}

// inShort names a region by itself, "" for the whole programme; inFull with all that it lies in.
func inShort(r parenting.Region) string {
	if r.Village != "" {
		return r.Village + ", " + r.Regency
	}
	return placeName(r)
}

func inFull(r parenting.Region) string {
	parts := []string{r.Village, r.Regency, provinceName(r.Province)}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}
