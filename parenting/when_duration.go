package parenting

import "time"

// ReadDuration reads how long something takes: "90 menit", "1,5 jam", "satu setengah jam", "sejam", "1 jam 30 menit". A bare "90"
// is minutes, a bare "2" hours. It refuses what is shorter than five minutes or longer than twelve hours.
func ReadDuration(text string) (time.Duration, bool) {
	words, ok := tokens(text)
	if !ok {
		return 0, false
	}
	r := reader{words: words}
	r.accept(isLasting)
	r.accept(isBefore, isPast) // kurang lebih
	if n := r.ahead(0).value; len(words)-r.at == 1 && r.ahead(0).kind == isNumber {
		switch {
		case n >= 1 && n <= 8:
			return time.Duration(n) * time.Hour, true
		case n >= 15 && n <= 480:
			return time.Duration(n) * time.Minute, true
		}
		return 0, false
	}
	d, ok := r.span()
	if !r.accept(isAbout) {
		r.accept(isMark, isAbout)
	}
	return d, ok && r.at == len(words)
}

// ReadLength is [ReadDuration] of what begins at an hour: "sampai jam 4" goes on to the next four o'clock.
func ReadLength(text string, from Hour) (time.Duration, bool) {
	if d, ok := ReadDuration(text); ok {
		return d, true
	}
	words, ok := tokens(text)
	r := reader{words: words}
	if !ok || !r.accept(isUntil) {
		return 0, false
	}
	for r.accept(isHour) {
	}
	stop, ok := r.clock()
	if !ok || !r.stopPart() || r.at < len(r.words) {
		return 0, false
	}
	var lasts time.Duration
	for _, to := range stop.readings(r.stopSlots, len(r.stopSlots) > 0) {
		if d := time.Duration(to-from) * time.Minute; d >= 5*time.Minute && (lasts == 0 || d < lasts) {
			lasts = d
		}
	}
	return lasts, lasts > 0 && lasts <= 12*time.Hour
}

// span takes a duration.
func (r *reader) span() (time.Duration, bool) {
	minutes := 0
	n, counted := r.number()
	sep, fraction := r.mark(0), r.ahead(1)
	half := func() bool {
		if r.ahead(0).value == 1 && r.mark(1) == '/' && r.ahead(2).value == 2 {
			r.at += 3
			return true
		}
		return r.accept(isHalf)
	}
	switch {
	case counted && n.value == 1 && sep == '/' && fraction.value == 2: // 1/2 jam
		r.at += 2
		minutes = 30
		counted = r.accept(isHour)
	case counted && sep == ':' || counted && sep == '.' && fraction.digits == 2: // 1.30
		// "1.50" may be ten minutes to two hours or an hour and a half.
		if fraction.digits != 2 || fraction.value > 59 || sep == '.' && (fraction.value == 25 || fraction.value == 50) {
			return 0, false
		}
		r.at += 2
		r.accept(isHour)
		minutes = n.value*60 + fraction.value
	case counted && (sep == ',' || sep == '.'): // 1,5 jam
		tenths := map[int]int{1: 10, 2: 100}[fraction.digits]
		r.at += 2
		if tenths == 0 || fraction.value*60%tenths != 0 {
			return 0, false
		}
		minutes = n.value*60 + fraction.value*60/tenths
		counted = r.accept(isHour)
	case counted && r.accept(isMinute):
		minutes = n.value
	case counted && r.accept(isQuarters): // tiga perempat jam
		minutes = n.value * 15
		counted = r.accept(isHour)
	case counted && r.accept(isHour):
		minutes = n.value * 60
		if half() {
			minutes += 30
		} else if m, ok := r.number(); ok {
			minutes += m.value
			if m.value > 59 || m.digits == 1 && r.ahead(0).kind != isMinute {
				return 0, false
			}
			r.accept(isMinute)
		}
	case half():
		minutes = n.value*60 + 30
		counted = r.accept(isHour)
	case r.accept(isQuarter):
		minutes = n.value*60 + 15
		counted = r.accept(isHour)
	}
	return time.Duration(minutes) * time.Minute, counted && minutes >= 5 && minutes <= 12*60
}
