package demo

import (
	"hash/fnv"
	"strconv"
)

// Attach sends something that is not text. Kind says what; what the person leaves out (size, id, length, picture size) is
// made up.
func (t *Telegram) Attach(user, chat int64, f File) (id int, err error) {
	return t.AttachStyled(user, chat, f, "")
}

// AttachStyled is Attach with a caption, whose styles are those of html.
func (t *Telegram) AttachStyled(user, chat int64, f File, html string) (id int, err error) {
	return t.attach(user, chat, nil, html, f)
}

// AttachAlbum sends several files in one go, which the apps show as one: photos and videos, or documents, or audios.
func (t *Telegram) AttachAlbum(user, chat int64, files ...File) error {
	return t.AttachAlbumStyled(user, chat, "", files...)
}

// AttachAlbumStyled is AttachAlbum with a caption, which the first of the files carries.
func (t *Telegram) AttachAlbumStyled(user, chat int64, html string, files ...File) error {
	if len(files) < 2 {
		return complaint("an album has at least two files")
	}
	_, err := t.attach(user, chat, nil, html, files...)
	return err
}

// Origin is where a forwarded message was first written. Kind is channel, user, or hidden_user: somebody whose account
// nobody is told.
type Origin struct {
	Kind string
	Name string
	User int64 // of a user
}

// Forward sends on what was written elsewhere: a text with the styles of html, or files, to the first of which it is the
// caption. The id is the first message's.
func (t *Telegram) Forward(user, chat int64, from Origin, html string, files ...File) (id int, err error) {
	return t.attach(user, chat, &from, html, files...)
}

func (t *Telegram) attach(user, chat int64, from *Origin, html string, files ...File) (id int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.reach(user, chat, false)
	if err != nil {
		return 0, err
	}
	first := &message{Message: Message{From: user, Origin: from}}
	if html != "" || len(files) == 0 {
		f, err := styled(html, len(files) > 0)
		if err != nil {
			return 0, err
		}
		first.Text, first.Entities = f.text, f.entities
	}
	all, kinds := []*message{first}, make([]string, len(files))
	album := ""
	if len(files) > 1 {
		album = t.newAlbum()
	}
	for i, f := range files {
		s, err := t.keepFrom(user, f)
		if err != nil {
			return 0, err
		}
		if i > 0 {
			all = append(all, &message{Message: Message{From: user, Origin: from}})
		}
		all[i].file, all[i].File, all[i].Album = s, &s.File, album
		kinds[i] = f.Kind
	}
	if html != "" && len(files) > 0 && !first.file.captioned() {
		return 0, complaint("nothing can be written below a %s", first.File.Kind)
	}
	if err := albumOf(kinds); err != nil {
		return 0, err
	}
	if err := t.forwarded(all); err != nil {
		return 0, err
	}
	for _, m := range all {
		t.say(c, m)
	}
	return first.ID, nil
}

// albumOf says whether the apps send files of these kinds in one go.
func albumOf(kinds []string) error {
	if len(kinds) < 2 {
		return nil
	}
	if len(kinds) > 10 {
		return complaint("an album has at most ten files")
	}
	for _, kind := range kinds {
		if kind != "photo" && kind != "video" && !alone(kind) {
			return complaint("an album holds no %s", kind)
		}
	}
	if why := mixed(kinds); why != "" {
		return complaint("%s", why)
	}
	return nil
}

// forwarded gives the messages what the Bot API says of where they come from: forward_origin, and the fields there were
// before it (telegram-bot-api Client.cpp JsonMessage).
func (t *Telegram) forwarded(all []*message) error {
	for i, m := range all {
		from := m.Origin
		if from == nil {
			continue
		}
		date := t.clock.Now().Unix()
		b := appendNumber([]byte(`,"forward_origin":{"type":"`+from.Kind+`"`), "date", date)
		switch from.Kind {
		case "user":
			if t.people[from.User] == nil {
				return complaint("there is no user %d to forward from", from.User)
			}
			b = appendRaw(b, "sender_user", t.userJSON(from.User))
			b = appendRaw(append(b, '}'), "forward_from", t.userJSON(from.User))
		case "hidden_user":
			b = appendText(b, "sender_user_name", from.Name)
			b = appendText(append(b, '}'), "forward_sender_name", from.Name)
		case "channel":
			channel := channelJSON(from.Name)
			b = appendNumber(appendRaw(b, "chat", channel), "message_id", int64(i+1))
			b = appendNumber(appendRaw(append(b, '}'), "forward_from_chat", channel), "forward_from_message_id", int64(i+1))
		default:
			return complaint("nobody can forward from a %q", from.Kind)
		}
		m.origin = appendNumber(b, "forward_date", date)
	}
	return nil
}

// channelJSON is a channel; the same name is the same channel.
func channelJSON(name string) []byte {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // it never fails
	b := strconv.AppendInt([]byte(`{"id":`), -1_020_000_000_000-int64(h.Sum32()), 10)
	return append(appendText(appendText(b, "title", name), "type", "channel"), '}')
}
