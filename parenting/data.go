package parenting

import "time"

// What people may ask of their data (UU 27/2022, articles 5-13): to see it, to take it away, and to have it erased.

// BackupDays is for how many days at most whoever runs the bot keeps a copy of the database. People are told so when they have their data
// erased; docs/running.md and docs/data.md say the same.
const BackupDays = 30

// OfficerMonths is for how many months after the last contact with its holder a right is kept. Those of the programme are what families were
// told; a coordinator may only read what comes, and is not to lose the right for that.
const OfficerMonths = 24

// Mine is everything that is kept of an account: what the chat tells of it in words, and what its file says. The file's names are those of
// docs/data.md. Others stand in it only as a number: whoever takes the file away may pass it on, and they were not asked.
type Mine struct {
	Made          time.Time        `json:"dibuat"`
	Account       MyAccount        `json:"akun"`
	People        []MyPerson       `json:"orang,omitempty"`
	Replies       []MyReply        `json:"rencana,omitempty"`
	Attendance    []MyAttendance   `json:"kehadiran,omitempty"`
	WrongCodes    int              `json:"kode_salah,omitempty"`
	Lessons       []MyLesson       `json:"materi,omitempty"`
	Pace          *MyPace          `json:"irama_materi,omitempty"`
	Requests      []MyRequest      `json:"permintaan,omitempty"`
	Received      []MyDelivery     `json:"pengumuman,omitempty"`
	Notices       []MyNotice       `json:"pemberitahuan,omitempty"`
	Cards         []MyCard         `json:"pesan_diperbarui,omitempty"`
	Waiting       int              `json:"pesan_menunggu,omitempty"`
	Conversations []MyConversation `json:"percakapan,omitempty"`
	Links         []MyLink         `json:"tautan,omitempty"`
	Duties        []MyDuty         `json:"tugas,omitempty"`
	Broadcasts    []MyBroadcast    `json:"pengumuman_dibuat,omitempty"`
	Log           []MyEntry        `json:"catatan,omitempty"`
	Troubles      []MyTrouble      `json:"gangguan,omitempty"`
}

// MyAccount is the account itself.
type MyAccount struct {
	ID        AccountID `json:"nomor_telegram"`
	Lang      string    `json:"bahasa"`
	Reachable bool      `json:"terjangkau"`
	Why       string    `json:"sebab,omitempty"`
	Stopped   bool      `json:"berhenti"`
	Seen      time.Time `json:"kabar_terakhir"`
	Menu      string    `json:"menu,omitempty"` // a sum
}

// MyPerson is somebody whom the account carries, with the consent and what the family has said together.
type MyPerson struct {
	Form    Form      `json:"panggilan,omitempty"`
	Name    string    `json:"nama"`
	Abroad  bool      `json:"merantau"`
	Group   string    `json:"kelompok"`
	Village string    `json:"desa"`
	Consent int       `json:"persetujuan_versi"`
	Agreed  time.Time `json:"persetujuan_sejak,omitzero"`
	Paper   bool      `json:"persetujuan_di_kertas"`
	Joined  time.Time `json:"bergabung"`
	Hamlet  string    `json:"dusun,omitempty"`
	Away    Away      `json:"yang_merantau,omitempty"`
	Where   string    `json:"merantau_di,omitempty"`
	Cares   Cares     `json:"pengasuh,omitempty"`
	Bands   string    `json:"umur_anak,omitempty"` // with commas between
	Others  int       `json:"anggota_lain"`        // of the family
}

// MyReply is a plan of a family, or what the account has noted for another one, which is not named.
type MyReply struct {
	Session time.Time `json:"pertemuan"`
	Group   string    `json:"kelompok"`
	Own     bool      `json:"keluarga_sendiri"`
	Answer  Answer    `json:"rencana"`
	Reason  Reason    `json:"alasan,omitempty"`
	By      bool      `json:"dicatat_sendiri"`
	At      time.Time `json:"dicatat"`
}

// MyAttendance is the same of who came.
type MyAttendance struct {
	Session  time.Time `json:"pertemuan"`
	Group    string    `json:"kelompok"`
	Own      bool      `json:"keluarga_sendiri"`
	Presence Presence  `json:"kehadiran"`
	Me       bool      `json:"saya_yang_datang"`
	How      string    `json:"cara,omitempty"`
	By       bool      `json:"dicatat_sendiri"`
	At       time.Time `json:"dicatat"`
}

// MyLesson is what the account has had of a lesson.
type MyLesson struct {
	Lesson   string        `json:"materi"`
	At       time.Time     `json:"diterima"`
	Unasked  bool          `json:"dikirim_bot"`
	Practice PracticeState `json:"latihan,omitempty"`
	Planned  time.Time     `json:"latihan_untuk,omitzero"`
	Done     time.Time     `json:"latihan_selesai,omitzero"`
	Shared   time.Time     `json:"dibagikan_fasilitator,omitzero"`
}

// MyPace is when lessons come.
type MyPace struct {
	Days  []string  `json:"hari"`
	Hour  string    `json:"jam"`
	Zone  string    `json:"zona"`
	Until time.Time `json:"tidak_sebelum,omitzero"`
	Asked time.Time `json:"ditanya,omitzero"`
}

// MyRequest is what the account has asked its facilitators, or looks after, or has answered; with what it has said itself while that is kept.
type MyRequest struct {
	About  Topic        `json:"tentang"`
	Own    bool         `json:"pertanyaan_sendiri"`
	Urgent bool         `json:"mendesak"`
	State  RequestState `json:"keadaan"`
	Asked  time.Time    `json:"ditanyakan"`
	Closed time.Time    `json:"ditutup,omitzero"`
	Helped Helped       `json:"terbantu,omitempty"`
	Words  []string     `json:"kata_sendiri,omitempty"`
	Voices int          `json:"suara_sendiri,omitempty"`
}

// MyDelivery is how an announcement stands with the account.
type MyDelivery struct {
	Start  string        `json:"pengumuman"`
	State  DeliveryState `json:"keadaan"`
	Reason string        `json:"sebab,omitempty"`
	At     time.Time     `json:"waktu"`
	Read   time.Time     `json:"dibaca,omitzero"`
}

// MyNotice is a notice that was or will be sent.
type MyNotice struct {
	Kind    FireKind  `json:"jenis"`
	Due     time.Time `json:"waktu"`
	Outcome string    `json:"hasil,omitempty"`
}

// MyCard is a message in the account's chat that is kept true.
type MyCard struct {
	Kind   CardKind  `json:"jenis"`
	Raised time.Time `json:"diperbarui"`
}

// MyConversation is a conversation that was not ended, with the steps that were answered so far. What was answered may name others.
type MyConversation struct {
	Flow  string   `json:"percakapan"`
	Steps []string `json:"langkah,omitempty"`
}

// MyLink is a start link that the account has made or used.
type MyLink struct {
	Kind    LinkKind  `json:"jenis"`
	Made    time.Time `json:"dibuat"`
	Expires time.Time `json:"berlaku_sampai,omitzero"`
	By      bool      `json:"dibuat_sendiri"`
	Used    bool      `json:"dipakai_sendiri"`
}

// MyDuty is a right.
type MyDuty struct {
	Role     Role      `json:"tugas"`
	Name     string    `json:"nama"`
	Group    string    `json:"kelompok,omitempty"`
	Province string    `json:"provinsi,omitempty"`
	Regency  string    `json:"kabupaten,omitempty"`
	Village  string    `json:"desa,omitempty"`
	At       time.Time `json:"sejak"`
}

// MyBroadcast is an announcement that the account has written or decided on.
type MyBroadcast struct {
	Start  string         `json:"pengumuman"`
	State  BroadcastState `json:"keadaan"`
	Author bool           `json:"ditulis_sendiri"`
	Made   time.Time      `json:"dibuat"`
}

// MyEntry is a line of the log of what the account has done, and of what was done about its rights. Whose family it was is not told.
type MyEntry struct {
	At     time.Time `json:"waktu"`
	Act    string    `json:"tindakan"`
	Group  string    `json:"kelompok,omitempty"`
	Detail string    `json:"rincian,omitempty"`
	Reason bool      `json:"alasan,omitempty"` // one was written, in words that may name others
}

// MyTrouble is something that the account has sent and that could not be handled.
type MyTrouble struct {
	At   time.Time `json:"waktu"`
	Kind string    `json:"jenis"`
}

// Erase forgets an account at its own wish: its people leave, its rights end. Receipt is the number by which it can be asked about.
type Erase struct {
	Account AccountID
	Receipt string
}

// Export takes data of people away as a file. It changes nothing but the log.
type Export struct {
	What    string  // "sheet", "blank", "consent"; "mine" of the account itself
	Group   GroupID // 0: of mine
	Session SessionID
}

func (Erase) act()  {}
func (Export) act() {}
