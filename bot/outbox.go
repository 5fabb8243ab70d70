package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// The outbox is all that ever sends. The rules are:
//
//   - A row becomes `sending` in a committed transaction before its request leaves; its end is written when the answer is in.
//   - The edit of a card has no row: a dirty card is rendered when its turn has come, so that ten changes make one edit.
//   - What was refused for a reason that passes (no connection, a flood, a broken server) goes back with a later hour. A personal
//     message that may have arrived is sent again: twice beats never.
//   - A notice waits without words. When its turn has come it is asked whether it is true, wanted and not in quiet hours; what it says
//     then takes the place of its row.
//   - A delivery of a broadcast has its row in the ledger; what may have arrived is parked and never sent again by itself. The buttons
//     of an album are a row that is queued once the album is in, and are not repeated either.
//   - Answers to presses are worth nothing after a restart and are not kept; they bypass the buckets.

// outgoing is a request that is about to leave.
type outgoing struct {
	*departure
	item   item
	method string
	params params
	file   *flows.File
	make   func() ([]byte, error) // draws the file when Telegram does not have it yet
	name   string                 // and its name
	call   store.Call
	card   edit
	after  *store.Call // what follows once it was sent

	mending *store.Mending // of a delivery that was made: what is done with it
}

// edit is what an edit of a card shows.
type edit struct {
	message            int
	wanted, slot, face int64
}

// result is how a request ended.
type result struct {
	out     *outgoing
	answer  answer
	message int
	more    []int // of an album
	fileID  string
	took    time.Duration // on its line
}

// retry is how long to wait before try n of something that failed for a passing reason.
func retry(n int) time.Duration { return min(time.Second<<min(n, 6), time.Minute) }

// giveUp is after how long a reply is no longer worth sending.
const giveUp = 24 * time.Hour

// enqueue puts what the batch has queued and made dirty into the lanes.
func (b *Bot) enqueue(tx *store.Tx) {
	now := b.clock.Now()
	for _, r := range tx.Queued() {
		b.lanes.add(item{row: r.ID, lane: r.Lane, chat: r.Chat, notBefore: r.NotBefore, messages: r.Messages}, now)
	}
	for _, d := range tx.Raised() {
		b.lanes.add(item{card: d.ID, lane: store.Edits, chat: d.Chat}, now)
	}
}

// answer takes the answers to presses for which a line is free.
func (b *Bot) answer() []*outgoing {
	n := min(len(b.answers), inFlight-b.flying)
	going := b.answers[:n:n]
	b.answers = b.answers[n:]
	b.flying += n
	return going
}

// maxClaims is for how many calls a batch looks whether they may leave, so that what people do meanwhile does not wait for it: by night none
// of a whole morning's reminders may.
const maxClaims = 100

// claim takes what may leave now and marks it, inside the transaction of the batch.
func (b *Bot) claim(tx *store.Tx) []*outgoing {
	now := b.clock.Now()
	var going []*outgoing
	for looked := 0; b.flying < inFlight && looked < maxClaims; looked++ {
		it, ok := b.lanes.next(now)
		if !ok {
			break
		}
		out := &outgoing{item: it}
		if it.cast != 0 { // claimed with its like
			b.flying++
			going = append(going, out)
			continue
		}
		err := tx.Try(func() (err error) {
			ok, err = b.prepare(tx, out, now)
			return err
		})
		if err != nil {
			b.log.Error("a message could not be made", "row", it.row, "card", it.card, "cause", err)
			if it.row != 0 {
				tx.Failed(it.row, "could not be made")
			}
		}
		if err != nil || !ok {
			b.lanes.unused(it.chat, now)
			continue
		}
		b.flying++
		going = append(going, out)
	}
	return b.deliver(tx, going, now)
}

// prepare makes the request of an item; it is false when it need not be sent after all.
func (b *Bot) prepare(tx *store.Tx, out *outgoing, now time.Time) (ok bool, err error) {
	it := out.item
	if it.card != 0 {
		return b.prepareEdit(tx, out)
	}
	if out.call, ok = tx.Claim(it.row); !ok {
		return false, nil
	}
	t, why := b.void(tx, out.call, now)
	if why != "" {
		tx.Dropped(it.row, why)
		return false, nil
	}
	if at := b.polite(tx, out.call, now); at.After(now) {
		tx.Unclaim(it.row, at)
		it.notBefore = at
		b.lanes.add(it, now)
		return false, nil
	}
	if out.call.Method == "" {
		if err := tx.Savepoint(func() error { return b.notice(tx, out.call, t) }); err != nil {
			return false, err
		}
		for _, r := range tx.Queued() { // what more it says keeps its place in line: others do not get between
			b.lanes.add(item{row: r.ID, lane: r.Lane, chat: r.Chat, seq: it.seq}, now)
		}
		if out.call, ok = tx.Claim(it.row); !ok { // a card that its reader may not see
			tx.Dropped(it.row, "not theirs")
			return false, nil
		}
	}
	out.method, out.file = out.call.Method, out.call.File
	if err := json.Unmarshal(out.call.Params, &out.params); err != nil {
		return false, fmt.Errorf("read the parameters: %w", err)
	}
	return true, b.attach(tx, out)
}

// void says why a row must not leave any more, "" if it may, and what its fire says now if it is a notice.
func (b *Bot) void(tx *store.Tx, c store.Call, now time.Time) (t flows.Turn, why string) {
	switch {
	case !c.Expires.IsZero() && !now.Before(c.Expires):
		return t, "stale"
	case c.Lane == store.Replies && c.Fire == 0 && now.Sub(c.Queued) > giveUp:
		return t, "stale"
	case c.Card != 0 && tx.ShownSince(c.Card, c.Stamp): // a reply overtook the notice: this one would stay as it is for ever
		return t, "shown since"
	case c.Delivery != 0 && tx.Delivery(c.Delivery, c.Chat).State != parenting.Sent:
		return t, "gone"
	}
	if c.Fire == 0 {
		return t, ""
	}
	f, ok := tx.FireOf(c.Fire)
	if !ok {
		return t, "gone"
	}
	if c.Method != "" {
		return t, flows.Void(tx, f.Fire)
	}
	t = flows.Fired(tx, f.Fire)
	if len(t.Say) == 0 && slices.ContainsFunc(t.Cards, func(card parenting.Card) bool { return tx.ShownAfter(card, c.Queued) }) {
		return t, "shown since" // a reply has shown it while the notice waited
	}
	return t, t.Skipped
}

// polite is when a row may leave: a notice waits for the end of the reader's quiet hours, whatever made it late,
// but for what waits in an emergency.
func (b *Bot) polite(tx *store.Tx, c store.Call, now time.Time) time.Time {
	if c.Fire == 0 || c.Chat < 0 {
		return now
	}
	at := parenting.Polite(now, flows.ReaderZone(tx, parenting.AccountID(c.Chat)))
	if f, ok := tx.FireOf(c.Fire); at.After(now) && ok && flows.Rings(tx, f.Fire) {
		return now
	}
	return at
}

// prepareEdit renders a dirty card as it is at this moment.
func (b *Bot) prepareEdit(tx *store.Tx, out *outgoing) (bool, error) {
	card, message, wanted, dirty, shown := tx.CardAt(out.item.card)
	if !dirty || message == 0 {
		return false, nil
	}
	m, ok := flows.RenderCard(tx, card)
	if !ok { // it may not be seen any more: nothing of it stays
		if m, ok = flows.Ended(card); !ok {
			tx.CardLost(out.item.card, message)
			return false, nil
		}
	}
	m.Edit = message
	_, p, err := b.render(b.words(tx, card.Chat), card.Chat, m, nil)
	if err != nil {
		return false, err
	}
	out.params, out.file, out.card = p, m.File, edit{message: message, wanted: wanted, face: face(p, m.File)}
	if out.card.face == shown && (!b.seeking || out.item.card <= b.sought) { // what changed is not to be seen here
		tx.CardShown(out.item.card, message, wanted, 0, shown)
		return false, nil
	}
	switch {
	case m.File != nil:
	case card.Kind == parenting.CardCode: // a picture keeps its picture
		p["caption"] = p["text"]
		delete(p, "text")
		out.method = "editMessageCaption"
		return true, nil
	default:
		out.method = "editMessageText"
		return true, nil
	}
	out.method, out.card.slot = "editMessageMedia", m.File.Stamp
	p["message_id"] = strconv.Itoa(message)
	media, err := json.Marshal(map[string]string{
		"type": "photo", "media": "attach://file", "caption": p["caption"], "parse_mode": "HTML",
	})
	delete(p, "caption")
	delete(p, "parse_mode")
	p["media"] = string(media)
	if err != nil {
		return false, err
	}
	return true, b.attach(tx, out)
}

func (b *Bot) request(ctx context.Context, out *outgoing) result {
	var files []tgbotapi.RequestFile
	if out.make != nil {
		content, err := out.make()
		if err != nil {
			return result{out: out, answer: answer{verdict: refused, reason: "could not be drawn: " + err.Error()}}
		}
		files = []tgbotapi.RequestFile{{Name: field(out), Data: tgbotapi.FileBytes{Name: out.name, Bytes: content}}}
	}
	type made struct {
		ID       int    `json:"message_id"`
		Document *file  `json:"document"`
		Photo    []file `json:"photo"`
	}
	var sent made
	var album []made
	var into any
	switch {
	case out.method == "sendMediaGroup":
		into = &album
	case strings.HasPrefix(out.method, "send"):
		into = &sent
	}
	err := b.client.call(ctx, out.method, tgbotapi.Params(out.params), into, files...)
	if len(album) > 0 {
		sent = album[0]
	}
	r := result{out: out, answer: judge(err), message: sent.ID}
	for _, m := range album[min(1, len(album)):] {
		r.more = append(r.more, m.ID)
	}
	if sent.Document != nil {
		r.fileID = sent.Document.ID
	}
	if n := len(sent.Photo); n > 0 {
		r.fileID = sent.Photo[n-1].ID
	}
	return r
}

// settle writes how a request ended.
func (b *Bot) settle(tx *store.Tx, r result) {
	now, it := b.clock.Now(), r.out.item
	b.flying--
	b.lines.heard(r.took)
	b.meter.sent(r)
	if it.row == 0 && it.card == 0 && it.cast == 0 { // an answer to a press
		return
	}
	b.lanes.done(it.chat, now)
	if it.cast != 0 {
		b.settleDelivery(tx, r, now)
		return
	}
	a := r.answer
	switch a.verdict {
	case applied:
		b.settleSent(tx, r, now)
	case flooded:
		b.lanes.flood(it.chat, now.Add(a.wait), now)
		b.again(tx, it, now, now)
	case moved:
		b.migrate(tx, it.chat, parenting.ChatID(a.to))
		if it.row != 0 {
			tx.Unclaim(it.row, now)
			it.chat = parenting.ChatID(a.to)
			b.lanes.add(it, now)
		}
	case unsent, uncertain:
		if a.verdict == uncertain && r.out.call.Delivery != 0 {
			tx.Doubtful(it.row, a.reason)
			return
		}
		if it.card != 0 {
			tx.CardDoubtful(it.card)
		}
		it.tries++
		b.lanes.pause(it.chat, now.Add(retry(it.tries)), now)
		b.again(tx, it, now, now)
	case gone:
		tx.Unreachable(it.chat, a.reason)
		b.drop(tx, r)
	default:
		b.log.Warn("Telegram refused a call", "method", r.out.method, "reason", a.reason)
		b.drop(tx, r)
	}
}

func (b *Bot) settleSent(tx *store.Tx, r result, now time.Time) {
	it, edit := r.out.item, r.out.card
	if it.card != 0 {
		tx.CardShown(it.card, edit.message, edit.wanted, edit.slot, edit.face)
		return
	}
	var card parenting.Card
	var before int
	if r.out.call.Card != 0 {
		card, before, _, _, _ = tx.CardAt(r.out.call.Card)
	}
	if tx.Sent(it.row, r.message) {
		b.lanes.add(item{card: r.out.call.Card, lane: store.Edits, chat: it.chat}, now)
	}
	if before != 0 && before != r.message && r.message != 0 { // it was on its way when this one was made
		if err := b.outdate(tx, r.out.call.Lane, card, before); err != nil {
			b.log.Error("a message could not be said to be replaced", "card", r.out.call.Card, "cause", err)
		}
	}
	if r.out.call.Delivery != 0 {
		tx.Further(r.out.call.Delivery, it.chat, r.message)
	}
	if r.fileID != "" && r.out.make != nil && r.out.file.Kind != flows.FileMine { // nobody else's, and not the same again
		tx.KeepFile(*r.out.file, r.fileID)
	}
}

// again puts an item back in its old place.
func (b *Bot) again(tx *store.Tx, it item, at, now time.Time) {
	if it.row != 0 {
		tx.Unclaim(it.row, at)
	}
	b.lanes.add(it, now)
}

func (b *Bot) drop(tx *store.Tx, r result) {
	if r.out.item.row != 0 {
		tx.Failed(r.out.item.row, r.answer.reason)
		return
	}
	tx.CardLost(r.out.item.card, r.out.card.message)
}

// toast queues the answer to a press, which is not kept.
func (b *Bot) toast(tx *store.Tx, e flows.Event, query string, m *flows.Message, alert bool) error {
	p := params{"callback_query_id": query}
	if m != nil {
		text, err := b.label(b.words(tx, parenting.ChatID(e.Account)), m.Key, m.Args)
		if err != nil {
			return err
		}
		p["text"] = cut(text, 200)
		if alert {
			p["show_alert"] = "true"
		}
	}
	b.answers = append(b.answers, &outgoing{method: "answerCallbackQuery", params: p})
	return nil
}

// drain lets the requests on their way finish and keeps their results.
func (b *Bot) drain() error {
	patience, cancel := context.WithTimeout(context.Background(), lastWords)
	defer cancel()
	var results []result
	for b.flying > len(results) {
		select {
		case r := <-b.results:
			results = append(results, r)
		case <-patience.Done():
			return b.keep(results)
		}
	}
	return b.keep(results)
}
