package parenting

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a pasted list of names may hold: names, and characters of each.
const (
	MostNames  = 60
	NameLength = 40
)

var (
	// bullet is what people put before a name in a list: "1.", "2)", "-", "•", a keycap.
	bullet = regexp.MustCompile(`^(?:\(?\d{1,3}[\x{FE0F}\x{20E3}]*(?:\s*[.):\-]+|\s|$)\s*|[-–—•*·▪●○◦>✓✔☑✅\x{FE0F}]+\s*)+`)
	// ordinal is the number of an entry within a line.
	ordinal = regexp.MustCompile(`\s+\(?(\d{1,3})[.)]\s*`)
	// beyond is where a line goes on that begins with a name: a dash, a bracket, or a figure with the word that it belongs to.
	beyond = regexp.MustCompile(`(?i)\s[-–—]\s|(?:\b(?:anak|cucu|umur|usia|rt|rw|no|hp|wa|telp?|tlp)\b[\s.:]*)*[\d(\[{]`)
	// phone is a number with or without what people write before it; which carer has which is none of the roster's business.
	phone = regexp.MustCompile(`(?i)\(?(?:\b(?:no\.?\s*)?(?:hp|wa|telp?|tlp)\b\.?\s*:?\s*)?(?:\+?62|\b0)[\s.\-]?\d[\d\s.\-]{4,14}\d\)?`)
	// aside is what stands in brackets.
	aside = regexp.MustCompile(`\s*\(([^()]*)\)`)
	// address splits the first word from the rest of a name.
	address = regexp.MustCompile(`^(\pL+)(?:\.\s*|\s+)(.+)$`)
)

// ReadName takes a form of address off the beginning of a name: "Nenek Inaq Sahnun" is Nenek and "Inaq Sahnun". The form is ""
// when none stands there, or when nothing follows it. The name is written as names are.
func ReadName(text string) (Form, string) {
	text = Clean(text)
	if parts := address.FindStringSubmatch(text); parts != nil && hasLetter(parts[2]) {
		if form := readForm(parts[1]); form != "" {
			return form, ProperName(parts[2])
		}
	}
	return "", ProperName(text)
}

// readForm reads a form of address as people write it, "" if the word is none.
func readForm(word string) Form {
	switch strings.ToLower(word) {
	case "bu", "ibu", "ny", "nyonya":
		return Ibu
	case "pak", "bapak", "bpk", "tn", "tuan":
		return Bapak
	case "mbak", "mba", "mbk":
		return Mbak
	case "mas":
		return Mas
	case "nenek", "nek":
		return Nenek
	case "kakek", "kek":
		return Kakek
	}
	return ""
}

// ReadAddress reads what people answer when they are asked how to call them: "Bu Sari", "panggil Nenek Sahnun saja", "ibu", "saya
// Sari". Form or name may be missing, not both. A name without a form must look like one: one to three words that are no question.
func ReadAddress(text string) (form Form, name string, ok bool) {
	words := strings.Fields(Clean(text))
	for len(words) > 1 && isSmallWord(words[0], "saya", "sy", "aku", "nama", "namaku", "panggil", "panggilan", "cukup", "saja", "aja") {
		words = words[1:]
	}
	for len(words) > 1 && isSmallWord(words[len(words)-1], "saja", "aja", "ya") {
		words = words[:len(words)-1]
	}
	if len(words) == 1 {
		if form = readForm(strings.Trim(words[0], ".,!")); form != "" {
			return form, "", true
		}
	}
	form, name = ReadName(strings.Join(words, " "))
	ok = hasLetter(name) && utf8.RuneCountInString(name) <= NameLength
	if form == "" {
		ok = ok && len(words) <= 3 && !WantsBack(text) && !strings.ContainsAny(name, "?!0123456789") && !slices.ContainsFunc(words, isNoName)
	}
	return form, name, ok
}

// SaysNoName reports whether what somebody typed as a name says nothing but something else: "iya", "apa ini", "tidak tau".
func SaysNoName(text string) bool {
	return !slices.ContainsFunc(strings.Fields(Clean(text)), func(w string) bool { return !isNoName(w) })
}

// isNoName reports whether a word is said in place of a name.
func isNoName(word string) bool {
	return isSmallWord(word, "saya", "aku", "apa", "siapa", "mana", "ini", "itu", "halo", "hai", "terserah", "bebas", "ya", "iya", "ok", "oke", "baik", "boleh",
		"tidak", "tdk", "gak", "ga", "gk", "nggak", "tau", "tahu", "maksudnya", "kenapa", "untuk", "buat", "bu", "sih", "kok")
}

// isSmallWord reports whether a word is one of some, in whatever letters and before whatever mark.
func isSmallWord(word string, of ...string) bool {
	return slices.Contains(of, strings.ToLower(strings.TrimRight(word, ".,:;!?")))
}

// ReadHamlet takes the word "dusun" off the beginning of a typed hamlet, since it stands beside or above its name everywhere.
func ReadHamlet(text string) string {
	text = Clean(text)
	if parts := address.FindStringSubmatch(text); parts != nil && slices.Contains([]string{"dusun", "dsn"}, strings.ToLower(parts[1])) {
		return ProperName(parts[2])
	}
	return ProperName(text)
}

// ReadRoster reads a pasted list into people with a form and a name. A single line may hold several, with commas, semicolons or numbers between
// them; of several lines each is one, by the name that it begins with. Numbers and bullets are dropped, and so are what has no letter, headings,
// which end with a colon, phone numbers, and where somebody lives; rest is that the list says more than names.
// It is refused if there is nobody in it, more than [MostNames], or a name longer than [NameLength].
func ReadRoster(text string) (people []Person, rest, ok bool) {
	var lines []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' }) {
		line = Clean(line)
		if names, _ := listed(line); len(names) > 0 {
			lines = append(lines, line)
		}
	}
	read := listed
	if len(lines) > 1 {
		read = leadingNames
	}
	for _, line := range lines {
		names, more := read(line)
		rest = rest || more
		for _, name := range names {
			form, name := ReadName(name)
			people = append(people, Person{Form: form, Name: name})
			if utf8.RuneCountInString(name) > NameLength || len(people) > MostNames {
				return nil, false, false
			}
		}
	}
	return people, rest, len(people) > 0
}

// listed gives the names in a line that is a list, and whether it says more.
func listed(line string) (names []string, more bool) {
	without := bare(line)
	more = without != line
	for _, entry := range entries(without) {
		switch {
		case !hasLetter(entry), strings.HasSuffix(entry, ":"):
		case livesIn(entry):
			more = true
		default:
			names = append(names, entry)
		}
	}
	return names, more
}

// leadingNames gives the name that a line begins with, and whether it says more. Where numbers go on in the line there is a name after each.
func leadingNames(line string) (names []string, more bool) {
	without := bare(line)
	more = without != line
	for _, item := range items(without) {
		parts := splitCommas(item)
		if len(parts) == 0 || strings.HasSuffix(item, ":") {
			continue
		}
		name := parts[0]
		if at := beyond.FindStringIndex(name); at != nil {
			name, parts = name[:at[0]], nil
		}
		for i := 1; i < len(parts) && isTitle(parts[i]); i++ {
			name += ", " + strings.TrimSpace(parts[i])
		}
		name = strings.Trim(name, " .-–—:/|")
		more = more || len(wordsIn(item)) > len(wordsIn(name))
		if hasLetter(name) && !livesIn(name) {
			names = append(names, name)
		}
	}
	return names, more
}

// wordsIn cuts a text at whatever is neither letter nor digit.
func wordsIn(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// bare takes out of a line what is no name: phone numbers, and in brackets where somebody lives.
func bare(line string) string {
	without := phone.ReplaceAllString(line, " ")
	without = aside.ReplaceAllStringFunc(without, func(part string) string {
		if inside := strings.Trim(part, " ()"); inside == "" || livesIn(inside) {
			return ""
		}
		return part
	})
	if without == line {
		return line
	}
	return strings.TrimRight(Clean(without), " -–—:/|(")
}

// entries cuts a line of a list into names. A title stays with the name before it: "Rina, S.Pd" is one.
func entries(line string) []string {
	parts := splitCommas(strings.Join(items(line), ";"))
	if len(parts) > 1 {
		_, parts[0], _ = cutLast(parts[0], ": ")
		before, last, ok := cutLast(parts[len(parts)-1], " dan ")
		if parts[len(parts)-1] = last; ok {
			parts = slices.Insert(parts, len(parts)-1, before)
		}
	}
	var names []string
	for _, part := range parts {
		part = strings.Trim(bullet.ReplaceAllString(strings.TrimSpace(part), ""), " .")
		if last := len(names) - 1; last >= 0 && isTitle(part) {
			names[last] += ", " + part
		} else if part != "" {
			names = append(names, part)
		}
	}
	return names
}

// items takes the bullet off a line, and cuts it where the numbers of a list go on in it.
func items(line string) []string {
	mark := bullet.FindString(line)
	if line = line[len(mark):]; mark == "" {
		return []string{line}
	}
	number, _ := strconv.Atoi(strings.TrimFunc(mark, func(r rune) bool { return !unicode.IsDigit(r) }))
	var all []string
	begin := 0
	for _, m := range ordinal.FindAllStringSubmatchIndex(line, -1) {
		if n, _ := strconv.Atoi(line[m[2]:m[3]]); n == number+1 {
			all, begin, number = append(all, line[begin:m[0]]), m[1], n
		}
	}
	return append(all, line[begin:])
}

// splitCommas cuts a text at commas and semicolons, of whatever script.
func splitCommas(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;،，；", r) })
}

// cutLast cuts a text at the last place where a mark stands; without one, all of it stands after.
func cutLast(text, mark string) (before, after string, found bool) {
	if i := strings.LastIndex(text, mark); i >= 0 {
		return text[:i], text[i+len(mark):], true
	}
	return "", text, false
}

// isTitle reports whether what follows a comma is a title, however its dots and blanks are set: "S.Pd", "S. Pd. I", "Amd Keb".
func isTitle(part string) bool {
	const titles = " spd spdi mpd mpdi sag mag se sei sh shi mh mhi sip ssos sst ssi msi skm mkes skep skeb strkeb strkep ners ns amd amdkeb amdkep " +
		"skom mkom sp spt spi st mt sth sthi spsi mpsi sgz sfarm apt mm ma mhum lc phd h hj "
	known := func(word string) bool { return word != "" && strings.Contains(titles, " "+word+" ") }
	plain := strings.ToLower(strings.ReplaceAll(part, ".", ""))
	words := strings.Fields(plain)
	return known(strings.Join(words, "")) || len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !known(w) })
}

// livesIn reports whether an entry of a list is a place and nobody: "Dusun Lauk", "RT 02".
func livesIn(entry string) bool {
	word, _, more := strings.Cut(entry, " ")
	return more && isSmallWord(word, "dusun", "dsn", "desa", "ds", "kampung", "kp", "rt", "rw")
}

// hasLetter reports whether a text can be a name: there is a letter in it.
func hasLetter(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// SameName reports whether two people are called the same, as far as is known: no form of address may be any.
func SameName(a, b Person) bool {
	return (a.Form == b.Form || a.Form == "" || b.Form == "") && slices.Equal(nameWords(a.Name), nameWords(b.Name))
}

// Alike tells how likely two entries of a roster are the same person, or the same family, by their names: 3 the same name, 2 one
// name within the other, 1 a word in common, 0 nothing. Words may differ by a slip of the pen.
func Alike(a, b Person) int {
	x, y := nameWords(a.Name), nameWords(b.Name)
	if len(x) > len(y) {
		x, y = y, x
	}
	common := 0
	for _, word := range x {
		if slices.ContainsFunc(y, func(w string) bool { return nearly(word, w) }) {
			common++
		}
	}
	switch {
	case common == 0:
		return 0
	case common < len(x):
		return 1
	case len(x) < len(y):
		return 2
	}
	return 3
}

// nameWords are the words that tell people apart: in small letters, without titles unless there is nothing else.
func nameWords(name string) []string {
	words := wordsIn(strings.ToLower(name))
	titles := []string{"h", "hj", "haji", "hajjah", "inaq", "inak", "amaq", "amak", "papuq", "papuk", "tgh", "ust", "ustaz"}
	own := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(titles, w) })
	if len(own) == 0 {
		return words
	}
	return own
}

// nearly reports whether two words are the same but for a slip in a longer one.
func nearly(a, b string) bool {
	return a == b || min(len(a), len(b)) >= 5 && a[0] == b[0] && distance(a, b) == 1
}
