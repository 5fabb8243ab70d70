package parenting

import (
	"slices"
	"time"
)

// reader walks over what was typed and gathers what is said of the day and of the hour, in any order, each at most once.
type reader struct {
	words []token
	at    int
	today Day
	bare  kind // what a number without a word is: isHour, isDate, or isUnknown

	date    *Day
	over    *Day  // that date a year before, when it may be meant
	nightOf bool  // malam 17 Agustus: the evening before, to many
	offsets []int // besok, lusa
	named   []named
	week    kind // isThis, isNext or isUnknown
	sunday  bool // the week was called "minggu", which may be the Sunday
	later   bool // nanti

	slots       []slot
	start, stop *clock
	stopSlots   []slot
	lasts       time.Duration
	zone        string
}

// ahead is the token i places on, empty past the end.
func (r *reader) ahead(i int) token {
	if r.at+i < 0 || r.at+i >= len(r.words) {
		return token{}
	}
	return r.words[r.at+i]
}

func (r *reader) accept(kinds ...kind) bool {
	for i, k := range kinds {
		if r.ahead(i).kind != k {
			return false
		}
	}
	r.at += len(kinds)
	return true
}

// mark is the mark i places on, 0 if there is none or no number follows it.
func (r *reader) mark(i int) rune {
	if t := r.ahead(i); t.kind == isMark && r.ahead(i+1).kind == isNumber {
		return rune(t.value)
	}
	return 0
}

func (r *reader) number() (token, bool) {
	t := r.ahead(0)
	return t, r.accept(isNumber)
}

// step reads one thing; false if it makes no sense where it stands.
func (r *reader) step() bool {
	t := r.ahead(0)
	if t.kind == isNumber {
		return r.numeral()
	}
	r.at++
	switch t.kind {
	case isMark:
		return t.value == '-' && r.at > 1 && r.at < len(r.words) // "Sabtu - 14.00"
	case isDay:
		return !r.accept(isThis) || r.offset(0)
	case isRelative:
		return r.offset(t.value)
	case isWeekday:
		return r.name(named{day: time.Weekday(t.value), market: -1})
	case isSunday, isWeek:
		return r.sundayOrWeek(t.kind == isWeek)
	case isPart:
		return r.part(slot(t.value))
	case isLater:
		r.later = true
		return true
	case isDate:
		if r.accept(isOrdinal) { // tanggal ke-12
			r.accept(isMark)
		}
		n, ok := r.number()
		return ok && r.dateFrom(n)
	case isHour:
		return r.hour()
	case isHalf:
		r.at--
		return r.hour()
	case isPrayer:
		r.slots = append(r.slots, slot(t.value))
		return true
	case isAfter:
		if friday := r.ahead(0); friday.kind == isWeekday && friday.value == int(time.Friday) {
			r.at++
			r.slots = append(r.slots, atJumatan)
			return true
		}
		return r.ahead(0).kind == isPrayer
	case isUntil:
		return r.accept(isEnd)
	case isBefore:
		return r.accept(isPast) // kurang lebih
	case isLasting:
		d, ok := r.span()
		ok = ok && r.lasts == 0 && r.stop == nil
		r.lasts = d
		return ok
	case isZone:
		ok := r.zone == ""
		r.zone = [...]string{7: "WIB", 8: "WITA", 9: "WIT"}[t.value]
		return ok
	}
	return false
}

// offset takes "besok", "lusa" and the loose "besok lusa".
func (r *reader) offset(n int) bool {
	switch {
	case len(r.offsets) == 0:
		r.offsets = []int{n}
	case slices.Contains(r.offsets, n):
	case len(r.offsets) == 1 && r.offsets[0]+n == 3 && n > 0 && n < 3:
		r.offsets = []int{2, 1}
	default:
		return false
	}
	return true
}

// name takes a weekday and what follows it. "Kamis malam Jumat" says one evening twice; two plain ones are two days.
func (r *reader) name(n named) bool {
	if t := r.ahead(0); r.accept(isMarket) {
		n.market = t.value
	}
	n.which = r.which()
	if len(r.named) > 1 || len(r.named) == 1 && r.named[0].eve == n.eve {
		return false
	}
	r.named = append(r.named, n)
	return true
}

// which takes "ini", "depan" and "mendatang".
func (r *reader) which() kind {
	for _, k := range []kind{isThis, isNext, isComing} {
		if r.accept(k) {
			return k
		}
	}
	return isUnknown
}

// sundayOrWeek takes "minggu" and "pekan". "hari Minggu" and "Minggu Pon" are the Sunday, "Sabtu minggu depan" is the week.
func (r *reader) sundayOrWeek(week bool) bool {
	certain := r.ahead(-2).kind == isDay || r.ahead(0).kind == isMarket
	if !week && (certain || !slices.Contains([]kind{isThis, isNext, isComing}, r.ahead(0).kind)) {
		return r.name(named{day: time.Sunday, market: -1})
	}
	said := r.which()
	if said == isComing {
		said = isNext
	}
	if said == isUnknown || r.week != isUnknown {
		return false
	}
	r.week, r.sunday = said, !week
	return true
}

// eve reports whether a weekday follows "malam" at once: malam Jumat is the evening of Thursday.
func (r *reader) eve() bool {
	t := r.ahead(0)
	return (t.kind == isWeekday || t.kind == isSunday) && !t.apart
}

// part takes "malam", "pagi" and what follows them.
func (r *reader) part(s slot) bool {
	r.slots = append(r.slots, s)
	hari := 0
	if s == atNight && r.ahead(0).kind == isDay && !r.ahead(0).apart {
		hari = 1
	}
	r.at += hari
	if s == atNight && r.eve() {
		t := r.ahead(0)
		r.at++
		return r.name(named{day: time.Weekday(t.value), market: -1, eve: hari == 0, either: hari == 1})
	}
	r.at -= hari
	if t := r.ahead(0); s == atNight && r.start == nil && !t.apart &&
		(t.kind == isDate || t.kind == isNumber && r.ahead(1).kind == isMonthName) {
		r.nightOf = true
	}
	if r.accept(isLater) {
		r.later = true
	}
	which := r.which()
	switch {
	case which == isUnknown:
		return true
	case len(r.named) > 0: // Sabtu malam ini
		last := &r.named[len(r.named)-1]
		ok := last.which == isUnknown
		last.which = which
		return ok
	}
	return which == isThis && r.offset(0)
}

// numeral takes a number that no "jam" or "tanggal" explains.
func (r *reader) numeral() bool {
	n, next := r.ahead(0), r.ahead(1).kind
	sep, sep2 := r.mark(1), r.mark(3)
	hourly := r.bare == isHour || slices.Contains([]kind{isPart, isZone}, r.ahead(3).kind)
	switch {
	case next == isDay, next == isWeek, next == isSunday: // 3 hari lagi, 2 minggu ke depan
		r.at += 2
		if next != isDay {
			n.value *= 7
		}
		return n.value <= 366 && (r.accept(isAgain) || r.accept(isOrdinal, isNext)) && r.offset(n.value)
	case slices.Contains([]kind{isPart, isZone, isPast, isBefore, isQuarter}, next), next == isUntil && hourly:
		return r.hour()
	case sep == '/', next == isMonthName, next == isMonth,
		sep == '.' && sep2 == '.',
		sep == '.' && r.bare == isDate && len(r.words) == 3 && r.ahead(2).value > 0 && r.ahead(2).value <= 12,
		sep == '-' && (sep2 == '-' || sep2 == 0 && !hourly),
		sep == 0 && r.bare == isDate:
		r.at++
		return r.dateFrom(n)
	case sep != 0, r.bare == isHour:
		return r.hour()
	case r.ahead(-1).kind == isWeekday || r.ahead(-1).kind == isSunday: // "Sabtu 13", if the next 13th is a Saturday
		r.at++
		return len(r.named) > 0 && r.dateFrom(n) && r.named[len(r.named)-1].is(*r.date)
	}
	return false
}

// dateFrom takes what follows the day of a date: a month in letters or digits, and a year.
func (r *reader) dateFrom(first token) bool {
	day, month, year := first.value, 0, 0
	if first.digits == 3 {
		return false
	}
	switch sep := r.mark(0); {
	case first.digits == 4: // 2026-06-13
		if sep != '-' && sep != '/' || r.mark(2) != sep {
			return false
		}
		year, month, day = first.value, r.ahead(1).value, r.ahead(3).value
		r.at += 4
	case sep == '/' || sep == '-' || sep == '.':
		if month = r.ahead(1).value; month == 0 {
			return false
		}
		r.at += 2
		if r.mark(0) == sep {
			y := r.ahead(1)
			if year = y.value; y.digits == 2 {
				year += 2000
			}
			r.at += 2
			return r.setDate(year, month, day)
		}
	default:
		if r.accept(isMonth, isThis) {
			return r.setDate(r.today.Year, int(r.today.Month), day)
		}
		if r.accept(isMonth, isNext) {
			m := Day{r.today.Year, r.today.Month, 1}.AddDays(31)
			return r.setDate(m.Year, int(m.Month), day)
		}
		numeric := r.accept(isMonth)
		t := r.ahead(0)
		if t.kind == isMonthName || numeric && t.kind == isNumber {
			month = t.value
			r.at++
		} else if numeric {
			return false
		}
		if month > 0 {
			year = r.year()
		}
	}
	switch {
	case year != 0:
		return r.setDate(year, month, day)
	case month != 0:
		for y := range 9 { // 29 February may be eight years away
			d := Day{r.today.Year + y, time.Month(month), day}
			if d.valid() && !d.Before(r.today) {
				if over := (Day{d.Year - 1, d.Month, d.Day}); over.valid() && over.daysTo(r.today) < r.today.daysTo(d) {
					r.over = &over // who types 10 June on the 13th has hardly next year in mind
				}
				return r.setDate(d.Year, month, day)
			}
		}
	default:
		for m := range 3 { // the 31st may be two months away
			of := DayOf(time.Date(r.today.Year, r.today.Month+time.Month(m), 1, 0, 0, 0, 0, time.UTC))
			if of.Day = day; of.valid() && !of.Before(r.today) {
				return r.setDate(of.Year, int(of.Month), day)
			}
		}
	}
	return false
}

// year takes the year after a month, 0 if none is there. A number of two digits can only be one if it is no hour.
func (r *reader) year() int {
	if r.accept(isYear, isThis) {
		return r.today.Year
	}
	if r.accept(isYear, isNext) {
		return r.today.Year + 1
	}
	said := r.ahead(0).kind == isYear
	i := 0
	if said {
		i = 1
	}
	switch t := r.ahead(i); {
	case t.kind != isNumber:
	case t.digits == 4:
		r.at += i + 1
		return t.value
	case t.digits == 2 && t.value > 24:
		r.at += i + 1
		return 2000 + t.value
	}
	return 0
}

func (r *reader) setDate(year, month, day int) bool {
	d := Day{year, time.Month(month), day}
	if r.date != nil || !d.valid() {
		return false
	}
	r.date = &d
	return true
}

// hour takes an hour or a range of hours, after "jam" or "pukul" or without.
func (r *reader) hour() bool {
	for r.accept(isHour) {
	}
	if k := r.ahead(0).kind; k == isAfter || k == isPrayer {
		return r.step()
	}
	c, ok := r.clock()
	if !ok || r.start != nil {
		return false
	}
	r.start = &c
	if t := r.ahead(0); r.accept(isPart) && !r.part(slot(t.value)) {
		return false
	}

	dash := r.ahead(0).kind == isMark && r.ahead(0).value == '-'
	switch {
	case r.accept(isUntil), dash && r.rangeAhead():
		if dash {
			r.at++
		}
		if r.accept(isEnd) {
			return true
		}
		for r.accept(isHour) {
		}
		stop, ok := r.clock()
		if !ok || r.lasts != 0 {
			return false
		}
		r.stop = &stop
		return r.stopPart()
	}
	return true
}

// stopPart takes the part of the day behind the end of a range. It is of the end only, unless it names an evening.
func (r *reader) stopPart() bool {
	t, slots, days := r.ahead(0), len(r.slots), len(r.named)
	if !r.accept(isPart) {
		return true
	}
	ok := r.part(slot(t.value))
	if len(r.named) == days {
		r.stopSlots, r.slots = slices.Clone(r.slots[slots:]), r.slots[:slots]
	}
	return ok
}

// rangeAhead reports whether a dash leads to the end of a range and not to a date.
func (r *reader) rangeAhead() bool {
	switch r.ahead(1).kind {
	case isEnd, isHour, isHalf:
		return true
	case isNumber:
		after := r.ahead(2)
		return after.kind != isMonthName && after.kind != isMonth && r.mark(2) != '/'
	}
	return false
}

// clock takes one hour: "14.00", "2", "setengah tujuh", "2 kurang seperempat".
func (r *reader) clock() (clock, bool) {
	if r.ahead(0).value == 1 && r.mark(1) == '/' && r.ahead(2).value == 2 && r.ahead(3).kind == isNumber { // 1/2 8
		r.at += 2
		r.words[r.at].kind = isHalf
	}
	halfway := r.accept(isHalf)
	h, ok := r.number()
	if !ok || h.digits > 2 || h.value > 23 {
		return clock{}, false
	}
	c := clock{minute: Hour(h.value) * 60, twelve: h.value >= 1 && h.value <= 12}
	minutes := r.ahead(1)
	switch sep := r.mark(0); {
	case halfway:
		if !c.twelve {
			return c, false
		}
		c.minute -= 30
	case sep == '.' || sep == ':' || sep == ',':
		if minutes.digits != 2 || minutes.value > 59 {
			return c, false
		}
		c.minute += Hour(minutes.value)
		c.formal = h.digits == 2
		r.at += 2
	case h.digits == 0 && r.spelledMinutes(): // dua lima belas
		c.minute += Hour(r.ahead(0).value)
		r.at++
	case r.accept(isQuarter):
		c.minute += 15
	case r.accept(isHalf):
		c.minute += 30
	}
	if !r.accept(isAbout) {
		r.accept(isMark, isAbout)
	}
	return r.shift(c)
}

// spelledMinutes reports whether minutes in words follow an hour in words, and not a date.
func (r *reader) spelledMinutes() bool {
	t := r.ahead(0)
	return t.kind == isNumber && t.digits == 0 && t.value >= 10 && t.value < 60 && !t.apart && r.ahead(1).kind != isMonthName
}

// shift takes "lewat 15 menit" and "kurang seperempat".
func (r *reader) shift(c clock) (clock, bool) {
	sign := Hour(1)
	switch {
	case r.accept(isBefore):
		sign = -1
	case r.accept(isPast):
	default:
		return c, true
	}
	n := r.ahead(0)
	switch {
	case r.accept(isNumber):
		r.accept(isMinute)
	case r.accept(isQuarter):
		n.value = 15
	case r.accept(isHalf):
		n.value = 30
	default:
		return c, false
	}
	c.minute += sign * Hour(n.value)
	return c, n.value < 60 && c.minute >= 0 && c.minute < 24*60
}
