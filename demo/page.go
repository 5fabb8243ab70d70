package demo

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed page
var pageFiles embed.FS

// Person is somebody of the cast, who has a phone on the page.
type Person struct {
	User   User
	Name   string // what the cast calls the person; empty: as in Telegram
	Role   string // "fasilitator"
	Note   string // a few words more, such as where the person lives
	Zone   string // IANA name of the zone the phone shows; empty is Asia/Makassar
	Online bool   // false: has no Telegram until a link is opened on that phone
}

// Stage is what the page can do to the world.
type Stage struct {
	Telegram *Telegram
	Clock    *Clock
	People   []Person
	Groups   []int64
	Settle   func()                                   // returns when the bot has nothing more to do at this moment
	Crash    func() error                             // stops the bot without letting it finish
	Restart  func() error                             // starts it again
	Reset    func() error                             // puts a fresh Stage behind the same address; nil: cannot be done
	Scan     func(picture []byte) (string, error)     // reads the QR in a picture; nil: left to the browser
	Zone     func(abbreviation string) *time.Location // WIB, WITA, WIT; nil: the three are known here
	Fits     func(who int64, start string) bool       // whether a start link leads somebody on; nil: any does
	Tours    []Tour
	Guide    []Step
	First    string // the link that makes a coordinator, shown on the first coordinator's phone
}

// Tour is a transcript that the page can act out.
type Tour struct{ Name, Title, Script string }

// Step is what a visitor who plays by hand does next.
type Step struct {
	Who   int64             `json:"who"`   // on whose phone
	Words map[string]string `json:"words"` // by language of the page, id and en; [what stands on a button]
	Done  string            `json:"done"`  // the button that shows that it is done; empty: the visitor says so
	On    int64             `json:"on"`    // on whose phone it shows
}

// name is how the page and the transcripts call the person.
func (p Person) name() string { return cmp.Or(p.Name, p.User.Name()) }

const (
	home     = "Asia/Makassar"
	lastSeen = 200     // messages of a chat that the page is given
	maxWish  = 8 << 20 // bytes of a POST: an attached file of 5 MB, as base64
	farthest = 400 * 24 * time.Hour
)

type page struct {
	Stage
	world string // tells this world from one before or after a reset

	mu      sync.Mutex
	changed chan struct{} // closed when something changed that is no Event, or the clock was moved
	version int
	down    bool // the bot was crashed
	walking bool
	tour    *tour
}

// Page serves the phones. It answers only under an address that is an IP literal or localhost, and lets nobody act
// whose request comes from another site's page: whoever opens a foreign page in the same browser must not be able to
// drive the demo. Events are streamed until the request's context ends.
func Page(s Stage) http.Handler {
	p := &page{Stage: s, world: rand.Text(), changed: make(chan struct{})}
	for _, who := range s.People {
		if _, known := s.Telegram.User(who.User.ID); !known {
			s.Telegram.AddUser(who.User)
		}
	}
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".js" { // a Windows registry may say text/plain, and browsers then refuse a module
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		}
		http.FileServerFS(files).ServeHTTP(w, r)
	})
	mux.HandleFunc("GET /state", p.state)
	mux.HandleFunc("GET /events", p.events)
	mux.HandleFunc("GET /file/{id}", p.file)
	mux.HandleFunc("POST /links", wish(p.links))
	mux.HandleFunc("POST /do", wish(p.do))
	mux.HandleFunc("POST /clock", wish(p.walk))
	mux.HandleFunc("POST /trouble", wish(p.harm))
	mux.HandleFunc("POST /bot", wish(p.bot))
	mux.HandleFunc("POST /tour", wish(p.guide))
	return guard(http.NewCrossOriginProtection().Handler(mux))
}

// guard refuses names that a foreign site could point at this machine (DNS rebinding), and forbids the page everything
// that is not its own.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Host
		if host, _, err := net.SplitHostPort(r.Host); err == nil {
			name = host
		}
		if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err != nil && name != "localhost" {
			http.Error(w, "open this page by its IP address or as localhost", http.StatusForbidden)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "+
			"media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// wish makes a handler of a function that is given the JSON body and answers with JSON; its error becomes a 400.
func wish[T any](do func(context.Context, T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var wanted T
		var answer any
		status := http.StatusOK
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxWish)).Decode(&wanted)
		if err == nil {
			answer, err = do(r.Context(), wanted)
		}
		if err != nil {
			status, answer = http.StatusBadRequest, map[string]string{"error": err.Error()}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(answer) // the client may have gone
	}
}

// scene is everything on the page but the messages.
type scene struct {
	World   string      `json:"world"`
	Bot     User        `json:"bot"`
	People  []onePhone  `json:"people"`
	Chats   []oneChat   `json:"chats"`
	Clock   clockFace   `json:"clock"`
	Trouble Trouble     `json:"trouble"`
	Up      bool        `json:"up"`
	Reset   bool        `json:"reset"`
	Scan    bool        `json:"scan"`
	Tours   []tourTitle `json:"tours"`
	Guide   []Step      `json:"guide"`
	Tour    *tourFace   `json:"tour"`
}

type onePhone struct {
	ID      int64               `json:"id"`
	Name    string              `json:"name"`
	Short   string              `json:"short"` // the name in Telegram
	Role    string              `json:"role"`
	Note    string              `json:"note"`
	Zone    string              `json:"zone"`
	Online  bool                `json:"online"`
	Blocked bool                `json:"blocked"`
	First   string              `json:"first,omitempty"`
	Chats   []int64             `json:"chats"`
	Menu    map[int64][]Command `json:"menu"`
}

type oneChat struct {
	ID      int64   `json:"id"`
	Title   string  `json:"title"`
	Members []int64 `json:"members"`
	Bot     bool    `json:"bot"` // it is in the group
}

type clockFace struct {
	Now     time.Time  `json:"now"`
	Next    *time.Time `json:"next"`
	Walking bool       `json:"walking"`
}

type tourTitle struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

func (p *page) scene() scene {
	t := p.Telegram
	s := scene{Clock: p.face(), Reset: p.Reset != nil, Scan: p.Scan != nil, Tours: []tourTitle{}, Guide: append([]Step{}, p.Guide...)}
	for _, tour := range p.Tours {
		s.Tours = append(s.Tours, tourTitle{tour.Name, tour.Title})
	}
	p.mu.Lock()
	s.World, s.Up, s.Tour = p.world, !p.down, p.tour.face()
	p.mu.Unlock()
	claims := p.claimant()
	for i, who := range p.People {
		id := who.User.ID
		phone := onePhone{
			ID: id, Name: who.name(), Short: who.User.Name(), Role: who.Role, Note: who.Note, Zone: cmp.Or(who.Zone, home),
			Chats: t.Chats(id), Menu: map[int64][]Command{id: t.Commands(id, id)},
		}
		if i == claims {
			phone.First = p.First
		}
		phone.Online = who.Online || slices.Contains(phone.Chats, id)
		for _, chat := range phone.Chats {
			phone.Menu[chat] = t.Commands(id, chat)
		}
		s.People = append(s.People, phone)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	s.Bot, s.Trouble = t.bot, t.trouble
	for i, phone := range s.People {
		s.People[i].Blocked = t.chats[phone.ID].bot == kicked
		for _, id := range phone.Chats {
			known := slices.ContainsFunc(s.Chats, func(c oneChat) bool { return c.ID == id })
			c := t.chats[id]
			if known || c == nil {
				continue
			}
			place := oneChat{ID: id, Title: c.name(), Members: []int64{}, Bot: c.joined()}
			for _, who := range p.People {
				if c.has(who.User.ID) {
					place.Members = append(place.Members, who.User.ID)
				}
			}
			s.Chats = append(s.Chats, place)
		}
	}
	return s
}

// seenLinks are the start links that the phones show, to somebody who looks for one.
type seenLinks struct {
	As    int64    `json:"as"`
	Links []string `json:"links"`
}

// links are those that are worth opening on a phone.
func (p *page) links(_ context.Context, seen seenLinks) (any, error) {
	fit := slices.DeleteFunc(seen.Links, func(link string) bool { return p.Fits != nil && !p.Fits(seen.As, payload(link)) })
	return map[string]any{"links": fit}, nil
}

// claimant is the place in the cast of the one who is to open the first link: the first coordinator.
func (p *page) claimant() int {
	at := slices.IndexFunc(p.People, func(who Person) bool {
		return strings.Contains(strings.ToLower(who.Role), "koordinator")
	})
	return max(at, 0)
}

func (p *page) face() clockFace {
	face := clockFace{Now: p.Clock.Now()}
	if next, ok := p.Clock.Next(); ok {
		face.Next = &next
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	face.Walking = p.walking
	return face
}

// change does something to the page's own state and lets every open page know.
func (p *page) change(do func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if do != nil {
		do()
	}
	p.version++
	p.ring()
}

func (p *page) ring() {
	close(p.changed)
	p.changed = make(chan struct{})
}

func (p *page) news() (version int, changed <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.version, p.changed
}

// settle waits for the bot and shows every page what the clock says then.
func (p *page) settle() {
	p.Settle()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ring()
}

// state is the whole world at one moment. What happens while it is gathered comes again as an event.
func (p *page) state(w http.ResponseWriter, _ *http.Request) {
	seq := 0
	if all := p.Telegram.Events(0); len(all) > 0 {
		seq = all[len(all)-1].Seq
	}
	now := p.scene()
	history := map[int64][]Message{}
	for _, phone := range now.People {
		for _, chat := range append(phone.Chats, phone.ID) {
			if _, had := history[chat]; had {
				continue
			}
			all := slices.DeleteFunc(p.Telegram.History(chat), func(m Message) bool { return m.Deleted })
			history[chat] = append([]Message{}, all[max(0, len(all)-lastSeen):]...)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"seq": seq, "scene": now, "history": history}) // the client may have gone
}

// events streams what happens after event number since, or after the last one a broken stream had. Each message has
// the Event's number as its id; a scene is sent first and whenever it changed, before the events that need it.
func (p *page) events(w http.ResponseWriter, r *http.Request) {
	since, err := strconv.Atoi(cmp.Or(r.Header.Get("Last-Event-ID"), r.FormValue("since"), "0"))
	if err != nil {
		http.Error(w, "since is the number of an event", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // not every writer has one
	shown := -1
	for {
		happened := p.Telegram.Changed()
		version, changed := p.news()
		var b bytes.Buffer
		all := p.Telegram.Events(since)
		around := func(e Event) bool { return e.Kind == "chat" || e.Kind == "commands" }
		if shown != version || slices.ContainsFunc(all, around) {
			send(&b, "scene", p.scene())
		} else {
			send(&b, "clock", p.face())
		}
		for _, e := range all {
			fmt.Fprintf(&b, "id: %d\n", e.Seq)
			send(&b, "message", e)
			since = e.Seq
		}
		shown = version
		if _, err := w.Write(b.Bytes()); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-happened:
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// send writes one server-sent event; JSON has no line ends of its own.
func send(b *bytes.Buffer, kind string, what any) {
	data, err := json.Marshal(what)
	if err != nil {
		panic(err) // only types of this package are sent
	}
	fmt.Fprintf(b, "event: %s\ndata: %s\n\n", kind, data)
}

// file gives what hangs on a message. Whatever is no picture, sound or film is downloaded, never shown: it would run
// as part of this page.
func (p *page) file(w http.ResponseWriter, r *http.Request) {
	f, ok := p.Telegram.FileData(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := cmp.Or(f.MIME, mime.TypeByExtension(path.Ext(f.Name)), http.DetectContentType(f.Data))
	major, _, _ := strings.Cut(kind, "/")
	if strings.HasPrefix(kind, "image/svg") || !slices.Contains([]string{"image", "audio", "video"}, major) {
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": cmp.Or(f.Name, "berkas")}))
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Data))
}
