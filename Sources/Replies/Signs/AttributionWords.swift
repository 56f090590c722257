/// The words of attribution lines, language by language.
enum AttributionWords {
    struct Language {
        /// How the line begins, with its blank.
        let starts: [String]
        let verbs: [String]
        /// The verb may end the line without a colon, if an address or a time of day stands there.
        var endsWithoutColon = false
        /// The name may stand behind the verb: `Am … schrieb X:`.
        var nameMayFollow = false
        /// The line may begin with anything: a name, a date.
        var startsAnyhow = false
        /// What introduces the date behind the verb: `X schrieb am …:`.
        var dateWords: [String] = []
    }

    static let languages = [
        Language(
            starts: ["am "], verbs: ["schrieb", "geschrieben"], nameMayFollow: true, dateWords: ["am"]),
        Language(starts: ["on "], verbs: ["wrote", "writes"], endsWithoutColon: true, dateWords: ["on"]),
        Language(starts: ["on "], verbs: ["said", "sent"]),
        Language(starts: ["op "], verbs: ["schreef", "geschreven"], nameMayFollow: true, dateWords: ["op"]),
        Language(starts: ["le "], verbs: ["a écrit", "a ecrit"], endsWithoutColon: true, startsAnyhow: false),
        Language(
            starts: ["w dniu ", "dnia "],
            verbs: ["napisał(a)", "napisał/a", "napisał", "napisała", "pisze", "napisal(a)", "napisal"],
            startsAnyhow: true),
        Language(
            starts: ["wiadomość napisana przez ", "wiadomosc napisana przez "], verbs: ["napisana"], nameMayFollow: true
        ),
        Language(starts: ["il ", "in data "], verbs: ["ha scritto", "scritto"], endsWithoutColon: true),
        Language(starts: ["el "], verbs: ["escribió", "escribio", "ha escrito"], endsWithoutColon: true),
        Language(starts: ["em ", "no dia ", "a "], verbs: ["escreveu"], endsWithoutColon: true),
        Language(
            starts: ["den ", "på ", "d. "], verbs: ["skrev", "skrev följande"], nameMayFollow: true, dateWords: ["den"]),
        Language(starts: [], verbs: ["kirjoitti"], startsAnyhow: true),
        Language(
            starts: [], verbs: ["пишет", "написал(а)", "написала", "написал", "пише", "написав", "написала"],
            startsAnyhow: true),
        Language(starts: [], verbs: ["írta", "ezt írta"], startsAnyhow: true),
        Language(starts: ["dne ", "v "], verbs: ["napsal(a)", "napsala", "napsal"], startsAnyhow: true),
        Language(starts: ["pe ", "în data "], verbs: ["a scris"], startsAnyhow: true),
        Language(starts: [], verbs: ["写道", "寫道", "写道：", "寫道："], endsWithoutColon: true, startsAnyhow: true),
    ]

    /// Lines that name the quoted person without verb (Horde and others).
    static let quoting = ["zitat von ", "quoting ", "citeren ", "citaat van ", "quoting from ", "cytowanie "]

    /// A sentence of the agent, not an attribution: "am 3.11. schrieb ich Ihnen".
    static let pronouns: Set<String> = [
        "ich", "wir", "sie", "er", "man", "ihnen", "uns", "you", "we", "i", "he", "she", "they", "u", "ik", "wij", "je",
        "jij", "zij", "hij", "vous", "nous", "il", "elle", "on", "pan", "pani", "państwo",
    ]

    /// Whole names of weekdays, for heads of mails without a year.
    static let weekdayNames = [
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "monday", "tuesday",
        "wednesday",
        "thursday", "friday", "saturday", "sunday", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
        "zaterdag",
        "zondag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "poniedziałek", "wtorek",
        "środa",
        "czwartek", "piątek", "sobota", "niedziela",
    ]

    /// Abbreviations and names with which date lines begin; clients put a point or comma behind them.
    static let weekdays: Set<String> = [
        "mo", "di", "mi", "do", "fr", "sa", "so", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ma", "wo", "vr",
        "za", "zo", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "pon", "wt", "śr", "czw", "pt", "sob", "niedz",
        "man", "tir", "tirs", "ons", "tor", "tors", "fre", "lør", "lör", "søn", "sön", "mån", "tis", "ti", "ke",
        "to",
        "pe", "la", "su", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд", "lunes", "monday", "tuesday", "wednesday",
        "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag", "sonntag", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "po",
        "út",
        "st", "čt", "pá", "ne",
    ]
}
