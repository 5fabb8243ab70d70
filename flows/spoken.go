package flows

import (
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// spoken understands what is said outside every conversation: the words of an answer to an announcement, a check-in code, a wish. What
// the facilitators are called says nothing.
func spoken(f Facts, e Event) Start {
	r := f.Rights(e.Account)
	if start, ok := ordered(f, e); ok { // it may ask about a facilitator
		return start
	}
	said := leadersNamed(f, r, e.Text, "fasilitator")
	e.Text = leadersNamed(f, r, e.Text, "")
	if start, ok := spokenCode(f, e); ok {
		return start
	}
	if start, ok := spokenTried(f, e); ok {
		return start
	}
	if start, ok := spokenTask(f, r, e); ok {
		return start
	}
	wish := parenting.ReadWish(e.Text)
	if wish == parenting.WishBack && f.Account(e.Account).Stopped { // "mau ikut lagi" would be an answer too
		return Start{Flow: "resume"}
	}
	coming := announcedTo(f, r)
	meant := onDaysNamed(f, coming, e.Text)
	answer, reason, comer, ok := readReply(f, r, e.Text)
	if nod, is := parenting.ReadNod(e.Text); is && isAsked(f, r, shownLast(f, e.Account, meant), nod) {
		answer, ok = nod, true
	}
	ok = ok && wish != parenting.WishCheckIn // "absen" alone is a list to be noted in
	asked := ok && isAsked(f, r, meant, answer)
	if still, ok := parenting.ReadStill(e.Text); ok && !asked && f.Woken(e.Account) {
		return Start{Flow: "pace", Args: Args{"on": map[bool]string{true: paceOn, false: paceOff}[still]}}
	}
	if start, ok := spokenPractice(f, e); ok && !asked && wish != parenting.WishGreet {
		return start
	}
	if ok && len(r.People) > 0 && (len(coming) > 0 || wish != parenting.WishNod) {
		start := Start{Flow: "answer", Args: Args{"answer": string(answer), "reason": string(reason), "comer": string(comer)}}
		switch {
		case len(meant) == 1:
			start.Args["on"] = meant[0].ID
		case len(meant) == 0 && len(coming) > 0: // none is on that day: the invitation says when it is
			return Start{Flow: "sessions"}
		}
		return start
	}
	if e.Kind == Wrote && len(r.People) > 0 && parenting.Tells(said) && !parenting.IsOrder(e.Text) {
		return Start{Flow: "tell"}
	}
	if e.Kind == SentFile {
		return Start{Flow: "lost", Args: Args{"heard": "file"}}
	}
	if start, ok := wished(wish); ok {
		return start
	}
	switch {
	case len(r.People)+len(r.Grants) == 0: // a stranger is told how to join, whatever it was
	case wish == parenting.WishPace && len(r.People) == 0: // no lessons come
		return Start{Flow: "stop"}
	case wish == parenting.WishPace:
		return Start{Flow: "pace"}
	case wish == parenting.WishNight:
		return Start{Flow: "pace", Args: Args{"night": "yes"}}
	case wish == parenting.WishBack && len(r.People) > 0:
		return Start{Flow: "pace", Args: Args{"on": paceOn}}
	case wish == parenting.WishBack:
		return Start{Flow: "resume"}
	case wish == parenting.WishCheckIn && len(coming) > 0:
		return Start{Flow: "checkin", Args: Args{"on": coming[0].ID}}
	case wish == parenting.WishMeeting, wish == parenting.WishCheckIn:
		return Start{Flow: "sessions"}
	case wish == parenting.WishName && len(r.People) == 1:
		return Start{Flow: "me", Args: Args{"on": r.People[0].ID}}
	case wish == parenting.WishCalled && len(r.People) == 1:
		start := Start{Flow: "me", Args: Args{"on": r.People[0].ID}}
		if called, ok := readAddress(e.Text); ok {
			start.Args["called"] = called
		}
		return start
	case wish == parenting.WishAges && len(r.People) == 1:
		return Start{Flow: "about", Args: Args{"on": r.People[0].Family, "what": "bands"}}
	case wish == parenting.WishName, wish == parenting.WishCalled, wish == parenting.WishAges: // whose, is to be chosen
		return Start{Flow: "family"}
	case wish == parenting.WishBand:
		if bands, ok := parenting.ReadBands(e.Text); ok && len(bands) == 1 {
			return Start{Flow: "browse", Args: Args{"on": string(bands[0])}}
		}
		return Start{Flow: "browse", Args: Args{"on": byAge}}
	case slices.Contains([]parenting.Wish{parenting.WishThanks, parenting.WishGreet, parenting.WishNod, parenting.WishWhat}, wish):
		return Start{Flow: "greet", Args: Args{"with": string(wish)}}
	default:
		if _, tried := parenting.ReadTried(e.Text); tried { // a practice that nobody asked about: "sulit" looks for nothing
			return Start{Flow: "lost"}
		}
		if ids, sure := find(f, r, e.Text); sure { // ids is empty if all are held back
			return Start{Flow: "results", Args: Args{"lessons": ids}}
		}
		if wish == parenting.WishAsk {
			return Start{Flow: "ask"}
		}
	}
	return Start{Flow: "lost"}
}

// aside understands what is said while it is only listened for more words to a facilitator, and is plainly none of them: an order, an answer
// to an announcement, a check-in code.
func aside(f Facts, e Event) (Start, bool) {
	start, r := spoken(f, e), f.Rights(e.Account)
	text := leadersNamed(f, r, e.Text, "")
	code := start.Flow == "checkin" && start.Args["typed"] != nil
	return start, code || parenting.IsOrder(text) || parenting.SaysComing(text) && len(announcedTo(f, r)) > 0
}

// wished is the flow of a wish that means the same whoever has it; the flow says so to whom it is not for.
func wished(w parenting.Wish) (Start, bool) {
	start, ok := map[parenting.Wish]Start{
		parenting.WishStop: {Flow: "stop"}, parenting.WishErase: {Flow: "erase"}, parenting.WishData: {Flow: "mydata"},
		parenting.WishPrivacy: {Flow: "privacy"}, parenting.WishAid: {Flow: "aid"}, parenting.WishNumber: {Flow: "nonumber"},
		parenting.WishMenu: {Flow: "menu"}, parenting.WishHelp: {Flow: "help"}, parenting.WishFamily: {Flow: "family"},
		parenting.WishLessons: {Flow: "materials"}, parenting.WishSearch: {Flow: "search"}, parenting.WishPractice: {Flow: "practices"},
		parenting.WishThemes: {Flow: "browse", Args: Args{"on": byTheme}}, parenting.WishByAge: {Flow: "browse", Args: Args{"on": byAge}},
		parenting.WishCancel: {Flow: "cancel", Args: Args{"nothing": "yes"}},
	}[w]
	return start, ok
}

// readReply reads an answer to an announcement. Who is abroad may say that somebody at home comes, by name too.
func readReply(f Facts, r parenting.Rights, text string) (answer parenting.Answer, reason parenting.Reason, comer parenting.Comer, ok bool) {
	if len(r.People) == 0 || slices.ContainsFunc(r.People, func(p parenting.Person) bool { return !p.Abroad }) {
		answer, reason, ok = parenting.ReadAnswer(text)
		return answer, reason, "", ok
	}
	var names []string
	for _, p := range r.People {
		for _, home := range f.People(p.Family) {
			if !home.Abroad {
				names = append(names, strings.Fields(Plain(home.Name))...)
			}
		}
	}
	return parenting.ReadAnswerFromAfar(renamed(text, names, "keluarga"))
}

// leadersNamed puts a word, or nothing, in place of the names of the facilitators of somebody's families: "terima kasih bu Rina".
func leadersNamed(f Facts, r parenting.Rights, text, as string) string {
	var names []string
	for _, p := range r.People {
		for _, g := range f.Leaders(p.Group) {
			_, name := parenting.ReadName(g.Name)
			names = append(names, strings.Fields(Plain(name))...)
		}
	}
	return renamed(text, names, as)
}

// renamed puts a word, or nothing, in place of some names.
func renamed(text string, names []string, as string) string {
	words := strings.Fields(text)
	for i, word := range words {
		if slices.Contains(names, Plain(word)) {
			words[i] = as
		}
	}
	return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " ")
}
