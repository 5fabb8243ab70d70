package parenting

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Day is a date of the calendar, in no zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// Hour is a time of day in minutes after midnight, 0 to 1439.
type Hour int

// DayOf is the date that a time has in its own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// HourOf is the time of day that a time has in its own zone.
func HourOf(t time.Time) Hour { return Hour(t.Hour()*60 + t.Minute()) }

// At is the time at which a zone's clocks show the day and hour.
func (d Day) At(h Hour, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, int(h)/60, int(h)%60, 0, 0, loc)
}

// AddDays is the date n days later, or earlier if n is negative.
func (d Day) AddDays(n int) Day {
	d.Day += n
	return DayOf(d.At(0, time.UTC))
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.At(0, time.UTC).Weekday() }

// Before reports whether d comes before other.
func (d Day) Before(other Day) bool { return d.At(0, time.UTC).Before(other.At(0, time.UTC)) }

// daysTo counts the days from d to a later one.
func (d Day) daysTo(later Day) int {
	return int(later.At(0, time.UTC).Sub(d.At(0, time.UTC)) / (24 * time.Hour))
}

// String is the date as 2026-06-13, for journals; people get it written by locales.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// ParseDay reads what String has written.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return DayOf(t), err == nil
}

// valid reports whether the date exists, in a year that a plan can be about.
func (d Day) valid() bool { return d.Year >= 2000 && d.Year <= 2099 && d == d.AddDays(0) }

// market is the place in the Javanese week of Legi, Pahing, Pon, Wage and Kliwon; 17 August 1945 was a Friday Legi.
func (d Day) market() int {
	days := int(d.At(0, time.UTC).Sub(Day{1945, time.August, 17}.At(0, time.UTC)) / (24 * time.Hour))
	return (days%5 + 5) % 5
}

// When is what somebody said of a day and an hour. Either may be missing. More than one means that the words leave it open and
// the chat has to ask; the likeliest stands first.
type When struct {
	Days   []Day
	Hours  []Hour
	Lasts  time.Duration  // of "09.00-11.00" or "selama 2 jam", whichever of the Hours is meant; 0 if not said
	Zone   *time.Location // WIB, WITA or WIT if it was written, else nil
	Prayer bool           // the hour is our guess for a prayer time, which moves through the year: confirm it
	Vague  bool           // only a part of the day was said, and the hours are suggestions within it
}

// ReadWhen reads a day, an hour or both as people type them in Indonesian: "besok jam 2 siang", "malam Jumat ba'da isya", "Sabtu,
// 13 Juni 2026 pukul 14.00 WITA". Dates are day first; one without a year is the next such date, today included. One bit that is
// not understood refuses the whole, since a wrong hour without a question is worse than asking again: dates that do not exist,
// two days, Ramadan dates. A date without a year that was over not long ago is left open: the next such date, or that one. Days that are over come back as they are. now carries the zone of the group.
func ReadWhen(text string, now time.Time) (When, bool) { return readWhen(text, now, isUnknown) }

// ReadDay is ReadWhen as the answer to "which day": a bare number is a date, and so is "12.06".
func ReadDay(text string, now time.Time) (When, bool) { return readWhen(text, now, isDate) }

// ReadHour is ReadWhen as the answer to "which hour": a bare number is an hour, and "9-11" goes from nine to eleven.
func ReadHour(text string, now time.Time) (When, bool) { return readWhen(text, now, isHour) }

// Among gives those of some hours that lie in the part of the day that a text names and nothing else: of 07.00 and 19.00 the first for "pagi".
func Among(hours []Hour, text string) []Hour {
	words, ok := tokens(text)
	r := reader{words: words, bare: isHour}
	for ok && r.at < len(r.words) {
		ok = r.step()
	}
	if !ok || r.start != nil || len(r.slots) == 0 {
		return nil
	}
	return within(slices.Clone(hours), r.slots)
}

// CutUntil takes "sampai" from the front of what somebody says of an end.
func CutUntil(text string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	if until := meaning(strings.ToLower(first)); len(until) == 1 && until[0].kind == isUntil {
		return rest
	}
	return text
}

func readWhen(text string, now time.Time, bare kind) (When, bool) {
	words, ok := tokens(text)
	if !ok {
		return When{}, false
	}
	r := reader{words: words, today: DayOf(now), bare: bare}
	for r.at < len(r.words) {
		if !r.step() {
			return When{}, false
		}
	}
	var w When
	if w.Hours, ok = r.hours(&w); !ok {
		return When{}, false
	}
	if w.Days, ok = r.days(); !ok || len(w.Days)+len(w.Hours) == 0 {
		return When{}, false
	}
	w.Lasts = r.lasts
	if r.zone != "" {
		w.Zone = indonesian(r.zone)
		now = now.In(w.Zone)
	}
	w.drop(now)
	w.wake()
	return w, true
}

// drop leaves out what is over where something else is left.
func (w *When) drop(now time.Time) {
	today := DayOf(now)
	over := func(h Hour) bool { return h <= HourOf(now) }
	switch {
	case len(w.Hours) == 0 || !slices.Contains(w.Days, today):
	case len(w.Days) > 1 && !slices.ContainsFunc(w.Hours, func(h Hour) bool { return !over(h) }):
		w.Days = slices.DeleteFunc(w.Days, func(d Day) bool { return d == today })
	case len(w.Days) == 1:
		if left := slices.DeleteFunc(slices.Clone(w.Hours), over); len(left) > 0 {
			w.Hours = left
		}
	}
}

// AtNight reports whether people sleep then.
func (h Hour) AtNight() bool { return h >= 21*60 || h < 5*60 }

// wake leaves out the night where the day is left: "jam 3" is in the afternoon.
func (w *When) wake() {
	if day := slices.DeleteFunc(slices.Clone(w.Hours), Hour.AtNight); len(day) > 0 {
		w.Hours = day
	}
}

// slot is a part of the day or a prayer that an hour belongs to.
type slot int

const (
	atDawn slot = iota
	atMorning
	atMidday
	atAfternoon
	atNight
	atSubuh
	atZuhur
	atAsar
	atMagrib
	atIsya
	atJumatan
)

// span is which hours a slot may have, both ends included, and which of them a meeting would have. It is always shorter than
// twelve hours, so that it settles which half of the day is meant. Midnight and the hours after it are no night of any one date.
func (s slot) span() (from, to Hour, likely []Hour) {
	hm := func(h, m Hour) Hour { return h*60 + m }
	switch s {
	case atDawn:
		return hm(0, 0), hm(4, 59), nil
	case atMorning:
		return hm(1, 0), hm(11, 59), []Hour{hm(9, 0), hm(8, 0), hm(10, 0)}
	case atMidday:
		return hm(10, 0), hm(16, 0), []Hour{hm(14, 0), hm(13, 0), hm(11, 0)}
	case atAfternoon:
		return hm(14, 0), hm(18, 59), []Hour{hm(16, 0), hm(15, 30), hm(17, 0)}
	case atNight:
		return hm(18, 0), hm(23, 59), []Hour{hm(19, 30), hm(19, 0), hm(20, 0)}
	case atSubuh:
		return hm(4, 0), hm(8, 29), []Hour{hm(5, 30)}
	case atZuhur:
		return hm(11, 45), hm(14, 59), []Hour{hm(13, 0)}
	case atAsar:
		return hm(15, 0), hm(17, 59), []Hour{hm(16, 0)}
	case atMagrib:
		return hm(17, 45), hm(19, 30), []Hour{hm(18, 30)}
	case atIsya:
		return hm(18, 45), hm(22, 0), []Hour{hm(19, 30)}
	default: // atJumatan
		return hm(12, 30), hm(14, 59), []Hour{hm(13, 0)}
	}
}

// within keeps the hours that lie in every one of the slots.
func within(hours []Hour, slots []slot) []Hour {
	return slices.DeleteFunc(hours, func(h Hour) bool {
		return slices.ContainsFunc(slots, func(s slot) bool {
			from, to, _ := s.span()
			return h < from || h > to
		})
	})
}

// clock is an hour as it was written.
type clock struct {
	minute Hour
	twelve bool // may stand for either half of the day
	formal bool // written as 09.00: means the first half unless a part of the day was said
}

// readings are the hours a clock can mean in the slots; what lies between 06.00 and 18.00 first. Twelve is noon.
func (c clock) readings(slots []slot, open bool) []Hour {
	am := c.minute % 720
	pm := am + 720
	var hours []Hour
	switch {
	case !c.twelve, c.formal && !open:
		hours = []Hour{c.minute}
	case am < 60 && !slices.Contains(slots, atDawn):
		hours = []Hour{pm}
	case am < 360:
		hours = []Hour{pm, am}
	default:
		hours = []Hour{am, pm}
	}
	return within(hours, slots)
}

// hours settles which hours were meant; none at all is fine as long as nothing was said of them.
func (r *reader) hours(w *When) ([]Hour, bool) {
	if r.start == nil {
		if len(r.slots) == 0 {
			return nil, r.lasts == 0
		}
		main := slices.Max(r.slots) // a prayer says more than "malam"
		_, _, likely := main.span()
		w.Prayer = main >= atSubuh
		w.Vague = !w.Prayer
		likely = within(likely, r.slots)
		return likely, len(likely) > 0
	}
	starts := r.start.readings(r.slots, len(r.slots)+len(r.stopSlots) > 0)
	if r.stop == nil {
		return starts, len(starts) > 0
	}
	var hours []Hour
	for _, from := range starts {
		for _, to := range r.stop.readings(r.stopSlots, len(r.stopSlots) > 0) {
			if to > from && to-from < 720 {
				hours = append(hours, from)
				r.lasts = time.Duration(to-from) * time.Minute
			}
		}
	}
	return hours, len(hours) > 0
}

// named is a weekday as it was said.
type named struct {
	day    time.Weekday
	market int  // -1 if none was said
	eve    bool // malam Jumat: the evening before
	either bool // malam hari Jumat: some mean the evening before, some the evening of
	which  kind // isThis, isNext, isComing or isUnknown
}

func (n named) is(d Day) bool {
	fits := func(d Day) bool { return d.Weekday() == n.day && (n.market < 0 || d.market() == n.market) }
	return (n.eve || n.either) && fits(d.AddDays(1)) || !n.eve && fits(d)
}

// rule is one thing said of the day: which days it suggests, and which it allows.
type rule struct {
	suggests []Day
	allows   func(Day) bool
}

// days settles which days were meant: those that everything said allows, else what each of the words suggests.
func (r *reader) days() ([]Day, bool) {
	if r.later && r.date == nil && len(r.offsets)+len(r.named) == 0 && r.week == isUnknown {
		if len(r.slots) == 0 && r.start == nil {
			return nil, false
		}
		r.offsets = []int{0}
	}
	var rules []rule
	if r.date != nil {
		dates := []Day{*r.date}
		if r.nightOf {
			dates = []Day{r.date.AddDays(-1), *r.date}
		}
		if r.over != nil {
			dates = append(dates, *r.over)
		}
		rules = append(rules, only(dates...))
	}
	for _, n := range r.named {
		days := r.weekdays(n)
		if len(days) == 0 {
			return nil, false
		}
		rules = append(rules, rule{days, n.is})
	}
	if r.week != isUnknown && len(r.named) == 0 {
		days, first := r.weekDays(), r.monday()
		rules = append(rules, rule{days, func(d Day) bool {
			return slices.Contains(days, d) || !d.Before(first) && d.Before(first.AddDays(7))
		}})
	}
	if len(r.offsets) > 0 {
		var days []Day
		for _, n := range r.offsets {
			days = append(days, r.today.AddDays(n))
		}
		rules = append(rules, only(days...))
	}

	var agreed, singly []Day
	add := func(days *[]Day, d Day) {
		if !slices.Contains(*days, d) {
			*days = append(*days, d)
		}
	}
	for _, said := range rules {
		for _, d := range said.suggests {
			if !slices.ContainsFunc(rules, func(other rule) bool { return !other.allows(d) }) {
				add(&agreed, d)
			}
		}
		add(&singly, said.suggests[0])
	}
	if len(agreed) > 0 {
		return agreed, true
	}
	if r.date != nil && len(r.named) > 0 { // "Sabtu, 14 Juni" on a Sunday: that date, or the Saturday beside it
		singly = []Day{*r.date}
		for _, off := range []int{-1, 1, -2, 2, -3, 3} {
			if d := r.date.AddDays(off); r.named[0].is(d) {
				add(&singly, d)
			}
		}
	}
	return singly, true
}

func only(days ...Day) rule {
	return rule{days, func(d Day) bool { return slices.Contains(days, d) }}
}

// monday begins the week of today, or the next one.
func (r *reader) monday() Day {
	monday := r.today.AddDays(-(int(r.today.Weekday()) + 6) % 7)
	if r.week == isNext {
		return monday.AddDays(7)
	}
	return monday
}

// weekdays are the days that a weekday suggests.
func (r *reader) weekdays(n named) []Day {
	if r.week != isUnknown {
		first := r.monday().AddDays((int(n.day) + 6) % 7)
		days := []Day{first}
		if r.week == isNext && r.today.Weekday() == time.Sunday { // is today the last day of the week or the first?
			days = append(days, first.AddDays(7))
		}
		if n.eve {
			for i := range days {
				days[i] = days[i].AddDays(-1)
			}
		}
		return slices.DeleteFunc(days, func(d Day) bool { return !n.is(d) })
	}
	var days []Day
	for off := 0; len(days) < 2; off++ { // weekday and market day meet every 35 days
		if d := r.today.AddDays(off); n.is(d) {
			days = append(days, d)
		}
	}
	today := days[0] == r.today
	switch {
	case n.which == isThis, n.which == isComing && !today, n.which == isUnknown && !today && !n.either:
		return days[:1]
	case n.which == isComing, n.which == isNext && today:
		return days[1:]
	}
	return days
}

// weekDays are the days of "minggu ini", "minggu depan", "pekan depan" without a weekday.
func (r *reader) weekDays() []Day {
	var days []Day
	add := func(d Day) {
		if !d.Before(r.today) && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	sunday := r.today.AddDays((7 - int(r.today.Weekday())) % 7)
	switch {
	case r.sunday && r.week == isNext:
		if sunday == r.today {
			sunday = sunday.AddDays(7)
		}
		add(sunday)
		add(r.today.AddDays(7))
		add(sunday.AddDays(7))
		return days
	case r.sunday:
		add(sunday)
	case r.week == isNext:
		add(r.today.AddDays(7))
	}
	for i := range 7 {
		add(r.monday().AddDays(i))
	}
	return days
}
