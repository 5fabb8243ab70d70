package demo

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	_ "image/gif" // what the platform takes for a photo
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// stored is a file the platform keeps. Its id serves again and again, for the same kind only (Bot API sending-files).
type stored struct {
	File
	unique string
	path   string
	json   []byte // the field of a message, name and all
}

type files struct {
	byID    map[string]*stored
	byPath  map[string]*stored
	uploads map[int]time.Time // total size of an upload → when the next of that size may go
}

func newFiles() files {
	return files{byID: map[string]*stored{}, byPath: map[string]*stored{}, uploads: map[int]time.Time{}}
}

// typeNames are what the platform calls the kinds in refusals (tdlib FileType.cpp).
func typeName(kind string) string {
	switch kind {
	case "voice":
		return "VoiceNote"
	case "":
		return "None"
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// keepFile gives the file an id and a place.
func (t *Telegram) keepFile(f File) *stored {
	prefix := map[string]string{"photo": "AgAC", "document": "BQAC", "video": "BAAC", "voice": "AwAC", "sticker": "CAAC", "audio": "CQAC", "animation": "CgAC"}[f.Kind]
	n := t.next()
	s := &stored{File: f, unique: fmt.Sprintf("AQAD%012x", n)}
	s.ID = cmp.Or(f.ID, fmt.Sprintf("%sAgUAAxkBAAI%024x", prefix, n*0x9E3779B1))
	s.path = fmt.Sprintf("%ss/file_%d%s", f.Kind, n, path.Ext(f.Name))
	t.files.byID[s.ID], t.files.byPath[s.path] = s, s
	return s
}

// fileJSON writes the file's own fields into an open object.
func (s *stored) fileJSON(b []byte) []byte {
	b = appendString(append(b, `{"file_id":`...), s.ID)
	b = appendText(b, "file_unique_id", s.unique)
	return appendNumber(b, "file_size", int64(s.Size))
}

// describe writes the field of a message that carries the file. An animation is a document as well, for bots that do not
// know animations (Bot API Message).
func (s *stored) describe() {
	b := s.fileJSON([]byte(`"` + s.Kind + `":`))
	switch s.Kind {
	case "sticker":
		b = append(b, `,"type":"regular","width":512,"height":512,"is_animated":false,"is_video":false,"emoji":"🙂"`...)
	case "video", "animation":
		b = append(b, `,"width":1280,"height":720`...)
	case "audio":
		b = appendText(appendText(b, "performer", s.Performer), "title", s.Title)
	}
	if s.Kind != "sticker" && s.Kind != "document" {
		b = appendNumber(b, "duration", int64(s.Duration))
	}
	if s.Kind != "sticker" && s.Kind != "voice" {
		b = appendText(b, "file_name", s.Name)
	}
	s.json = append(appendText(b, "mime_type", s.MIME), '}')
	if s.Kind == "animation" {
		b = appendText(s.fileJSON(append(s.json, `,"document":`...)), "file_name", s.Name)
		s.json = append(appendText(b, "mime_type", s.MIME), '}')
	}
}

// captioned says whether a text may stand below it.
func (s *stored) captioned() bool {
	switch s.Kind {
	case "photo", "video", "animation", "audio", "document", "voice":
		return true
	}
	return false
}

// describePhoto writes the sizes the platform makes of a photo; the largest is the file itself.
func (t *Telegram) describePhoto(s *stored, width, height int) {
	b := []byte(`"photo":[`)
	longest := max(width, height, 1)
	for _, side := range []int{90, 320, 800, 1280} {
		last := side >= longest || side == 1280
		side = min(side, longest)
		size := s
		if !last {
			f := s.File
			f.ID, f.Size = "", s.Size*side/longest
			size = t.keepFile(f)
		}
		b = size.fileJSON(b)
		b = appendNumber(b, "width", int64(max(width*side/longest, 1)))
		b = append(appendNumber(b, "height", int64(max(height*side/longest, 1))), '}')
		if last {
			break
		}
		b = append(b, ',')
	}
	s.json = append(b, ']')
}

// keepFrom makes the file a person sends. What it lacks is made up.
func (t *Telegram) keepFrom(user int64, f File) (*stored, error) {
	f.Size = cmp.Or(f.Size, len(f.Data))
	switch f.Kind {
	case "location", "venue":
		return placed(f), nil
	case "contact":
		s := &stored{File: f}
		b := appendString([]byte(`"contact":{"phone_number":`), cmp.Or(f.ID, "+62"+strconv.FormatInt(80_000_000_000+user, 10)))
		s.json = append(appendText(b, "first_name", cmp.Or(f.Name, t.people[user].First)), '}')
		return s, nil
	case "voice", "audio":
		f.Duration = cmp.Or(f.Duration, 4)
	case "video", "animation":
		f.Duration = cmp.Or(f.Duration, 10)
	case "photo", "document", "sticker":
	default:
		return nil, complaint("nobody can attach a %q", f.Kind)
	}
	f.Size = cmp.Or(f.Size, 20_000)
	s := t.keepFile(f)
	if f.Kind != "photo" {
		s.describe()
		return s, nil
	}
	width, height := 1280, 960
	if c, _, err := image.DecodeConfig(bytes.NewReader(f.Data)); err == nil {
		width, height = c.Width, c.Height
	}
	t.describePhoto(s, width, height)
	return s, nil
}

// file is what the bot sends as f.Kind: an upload, straight in the field or as attach://name, or the id of a file the
// platform has, whatever its size (telegram-bot-api Client.cpp get_input_file). Of an upload f says more.
func (t *Telegram) file(c *call, f File, field, value string) (*stored, error) {
	name, attached := strings.CutPrefix(value, "attach://")
	if attached {
		field = name
	} else if value != "" {
		return t.known(f.Kind, value)
	}
	up, ok := c.files[field]
	if !ok {
		return nil, nil
	}
	f.Name, f.MIME, f.Size, f.Data = path.Base(strings.ReplaceAll(up.name, `\`, "/")), up.mime, len(up.data), up.data
	if f.MIME == "" || f.MIME == "application/octet-stream" {
		f.MIME = http.DetectContentType(up.data)
	}
	switch {
	case f.Size == 0:
		return nil, bad("file must be non-empty")
	case f.Kind == "photo" && f.Size > maxPhoto:
		return nil, bad("file of size %d bytes is too big for a photo; the maximum size is %d bytes", f.Size, maxPhoto)
	case f.Size > maxUpload:
		return nil, &refusal{status: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
	case f.Kind != "photo":
		s := t.keepFile(f)
		s.describe()
		return s, nil
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return nil, bad("IMAGE_PROCESS_FAILED")
	}
	if w, h := size.Width, size.Height; w+h > 10_000 || max(w, h) > 20*min(w, h) { // Bot API sendPhoto
		return nil, bad("PHOTO_INVALID_DIMENSIONS")
	}
	if _, _, err := image.Decode(bytes.NewReader(f.Data)); err != nil {
		return nil, bad("IMAGE_PROCESS_FAILED")
	}
	s := t.keepFile(f)
	t.describePhoto(s, size.Width, size.Height)
	return s, nil
}

// known is a file by its id.
func (t *Telegram) known(kind, id string) (*stored, error) {
	s := t.files.byID[id]
	switch {
	case strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "https://"):
		return nil, bad("failed to get HTTP URL content") // there is no web here
	case s == nil:
		return nil, bad("wrong file identifier/HTTP URL specified")
	case s.Kind != kind:
		return nil, bad("Can't use file of type %s as %s", typeName(s.Kind), typeName(kind))
	}
	if s.json == nil { // a smaller size of a photo, sent by itself
		t.describePhoto(s, 90, 90)
	}
	return s, nil
}

// throttle is when an upload of this many bytes in all may go: over 100 kB those of one exact size go one after the
// other, and who has more than five seconds of them waiting is refused (telegram-bot-api Client.cpp on_cmd).
func (t *Telegram) throttle(c *call) (time.Time, error) {
	size := 0
	for _, up := range c.files {
		size += len(up.data)
	}
	if !t.options.Limits || size <= 100_000 {
		return c.now, nil
	}
	last := t.files.uploads[size]
	if last.After(c.now.Add(5 * time.Second)) {
		return c.now, tooMany(60)
	}
	gap := time.Duration(float64(size) * 1e-7 * float64(time.Second))
	last = last.Add(min(max(gap, 200*time.Millisecond), 900*time.Millisecond))
	if earliest := c.now.Add(-time.Second); last.Before(earliest) {
		last = earliest
	}
	t.files.uploads[size] = last
	return last, nil
}

func (t *Telegram) getFile(c *call) error {
	id := c.arg("file_id")
	s := t.files.byID[id]
	switch {
	case id == "":
		return bad("file_id not specified")
	case s == nil:
		return bad("invalid file_id")
	case s.Size > maxDownload:
		return bad("file is too big")
	}
	c.out = append(appendText(s.fileJSON(c.out), "file_path", s.path), '}')
	return nil
}

// download serves the bytes of a file.
func (t *Telegram) download(w http.ResponseWriter, place string) {
	t.mu.Lock()
	s, down := t.files.byPath[place], t.trouble.Down
	t.mu.Unlock()
	if down {
		panic(http.ErrAbortHandler)
	}
	if s == nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"ok":false,"error_code":404,"description":"Not Found"}`))
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(s.Data)
}
