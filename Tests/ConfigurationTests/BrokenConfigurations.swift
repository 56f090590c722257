/// Configurations as people really get them wrong.
enum BrokenConfigurations {
    static let syntax: [Broken] = [
        .whole("a value is missing", "[bridge]\ngrace =^\n", "not valid TOML"),
        .whole("a key stands twice", "[bridge]\ngrace = \"1s\"\ngrace = ^\"2s\"\n", "not valid TOML"),
        .whole("a quote is not closed", "[store]\npath = \"/x^\n", "not valid TOML"),
        .whole("a text without quotes", "[bridge]\ngrace = ^60s\n", "text stands in quotes"),
        .whole("a comma and nothing else", "a = { ^, }\n", "not valid TOML: expected a key"),
        .whole("a header that begins with a dot", "[^.a]\n", "not valid TOML: expected a key"),
        .whole("a header with letters that need quotes", "[b^üro]\n", "not valid TOML: expected \"]\""),
        .whole("a dot behind a key", "a. ^= 1\n", "not valid TOML: expected a key"),
        .whole("a list that is not closed", "[a]\nb = [1,\n2\n^c = 3\n", "not valid TOML: expected \",\" or \"]\""),
        .whole("a table that is not closed", "a = { b = 1^", "not valid TOML: expected \",\" or \"}\""),
        .whole("a header that is not closed", "[bridge^\ngrace = \"1s\"\n", "not valid TOML: expected \"]\""),
        .whole("a key without value", "[bridge]\ngrace^\n", "not valid TOML: expected \"=\""),
        .whole("two settings in one line", "a = \"x\" ^b = 1\n", "not valid TOML: expected the end of the line"),
        .whole("a time with a stray character", "a = ^1997-09-09T+09:0\n", "not valid TOML: expected a value"),
        .whole("a month that does not exist", "a = 2026-13^-01\n", "not valid TOML"),
        .whole("an escape that does not exist", "a = \"\\^q\"\n", "not valid TOML"),
        .whole("a NUL character", "[store]\npath = \"/x^\0y\"\n", "NUL"),
        .whole("an escaped NUL", "[store]\npath = \"/x^\\u0000y\"\n", "escaped NUL"),
        .whole("an escaped NUL in eight digits", "[store]\npath = \"/x^\\U00000000y\"\n", "escaped NUL"),
        .whole("a control character", "[store]\npath = \"/ü^\u{1B}y\"\n", "U+001B"),
        .whole("a carriage return alone", "[store]^\rpath = \"/x\"\n", "U+000D"),
        .whole(
            "an empty file", "^", "at least one [[agent]]", "at least one [[mailbox]]", "at least one [[marketplace]]"),
    ]

    static let structure: [Broken] = [
        .minimal(
            "an unknown section", in: .end, "[^brige]\ngrace = \"1s\"",
            "unknown section [brige]; did you mean [bridge]?"),
        .minimal(
            "a section that nothing resembles", in: .end, "[^kitchen]", "unknown section [kitchen]; there are [agent]"),
        .minimal("a key outside of any section", in: .root, "^grace = \"1s\"", "stands in no section"),
        .minimal(
            "an unknown key", in: .bridge, "  ^grce = \"1s\"",
            "unknown key \"grce\" in [bridge]; did you mean \"grace\"?"),
        .minimal(
            "a key that nothing resembles", in: .bridge, "^zzz = 1",
            "unknown key \"zzz\" in [bridge]; it knows domain, grace"),
        .minimal(
            "a key of a mailbox that is misspelt", in: .mailbox, "^adress = \"a@b.c\"", "did you mean \"address\"?"),
        .minimal("a section that may stand once as a list", in: .end, "[[^store]]", "[store] may stand only once"),
        .whole(
            "a list written with single brackets",
            Broken.minimalText.replacing("[[agent]]", with: "[^agent]"), "write [[agent]] with double brackets"),
        .minimal("a section that is a value", in: .root, "store = ^\"x\"", "expected a section [store], found \"x\""),
        .minimal(
            "a list of sections that is a value", in: .root, "route = ^7",
            "expected sections [[route]], found the number 7"),
        .minimal(
            "a list of sections that holds values", in: .root, "route = [^7]",
            "expected sections [[route]], found the number 7"),
        .minimal(
            "several mistakes at once", in: .bridge, "^grce = \"1s\"\nlanguage = ^\"xx\"\nread_back_delay = ^15",
            "grce", "language: expected \"de\", \"en\"", "write \"15s\" for seconds"),
    ]

    static let bridge: [Broken] = [
        .minimal("a time without unit", in: .bridge, "read_back_delay = ^\"15\"", "expected a time with its unit"),
        .minimal(
            "a time with an unknown unit", in: .bridge, "read_back_delay = ^\"15x\"", "expected a time with its unit"),
        .minimal(
            "a time in the wrong order", in: .bridge, "read_back_delay = ^\"1s1m\"", "expected a time with its unit"),
        .minimal("a negative time", in: .bridge, "read_back_delay = ^\"-1s\"", "expected a time with its unit"),
        .minimal(
            "a time out of range", in: .bridge, "read_back_delay = ^\"11m\"",
            "expected a time from 1s to 10m, found \"11m\""),
        .minimal(
            "a time that is too large to count", in: .bridge, "read_back_delay = ^\"99999999999h\"",
            "expected a time with its unit"),
        .minimal(
            "a language that we do not speak", in: .bridge, "language = ^\"se\"",
            "expected \"de\", \"en\", \"nl\", \"fr\" or \"pl\", found \"se\"; did you mean \"de\"?"),
        .minimal("a language of the wrong type", in: .bridge, "language = ^true", "found true"),
        .minimal(
            "an address with a name", in: .mailbox, "address = ^\"Anna <anna@example.com>\"", "write the bare address"),
        .minimal("an address without domain", in: .mailbox, "address = ^\"anna\"", "expected a mail address"),
        .minimal(
            "two addresses in one", in: .mailbox, "address = ^\"a@example.com,b@example.com\"",
            "expected a mail address"),
        .minimal("a domain with a scheme", in: .bridge, "domain = ^\"https://example.com\"", "without \"https://\""),
        .minimal("a domain with an at sign", in: .bridge, "domain = ^\"@example.com\"", "behind the \"@\""),
        .minimal("a relative path", in: .end, "[store]\npath = ^\"mailbridge.db\"", "expected an absolute path"),
        .minimal(
            "a path in the home folder", in: .end, "[store]\npath = ^\"~/mailbridge.db\"", "\"~\" means nothing here"),
        .minimal("a folder as database", in: .end, "[store]\npath = ^\"/var/lib/\"", "expected an absolute path"),
        .minimal(
            "a level of the log that does not exist", in: .end, "[log]\nlevel = ^\"warn\"", "did you mean \"warning\"?"),
        .minimal(
            "a format of the log that does not exist", in: .end, "[log]\nformat = ^\"jsn\"", "did you mean \"json\"?"),
    ]

    static let mail: [Broken] = [
        .minimal("no url", in: .mailbox, "", without: ["url"], "needs the key \"url\""),
        .minimal(
            "a url without scheme", in: .mailbox, "url = ^\"mail.example.com\"", without: ["url"], "it has no scheme"),
        .minimal(
            "a url with another scheme", in: .mailbox, "url = ^\"imapx://mail.example.com\"", without: ["url"],
            "did you mean \"imap\"?"),
        .minimal(
            "a web address as mailbox", in: .mailbox, "url = ^\"https://mail.example.com\"", without: ["url"],
            "found the scheme \"https\""),
        .minimal(
            "a url with user and password", in: .mailbox, "url = ^\"imaps://u:p@mail.example.com\"", without: ["url"],
            "do not belong into it"),
        .minimal(
            "a url with a folder", in: .mailbox, "url = ^\"imaps://mail.example.com/INBOX\"", without: ["url"],
            "has no path"),
        .minimal(
            "a port that is none", in: .mailbox, "url = ^\"imaps://mail.example.com:99999\"", without: ["url"],
            "\"99999\" is no port"),
        .minimal(
            "a port that is no number", in: .mailbox, "url = ^\"imaps://mail.example.com:imap\"", without: ["url"],
            "\"imap\" is no port"),
        .minimal("no host", in: .mailbox, "url = ^\"imaps://\"", without: ["url"], "it has no host"),
        .minimal(
            "a host that is none", in: .mailbox, "url = ^\"imaps://mail example.com\"", without: ["url"], "a blank"),
        .minimal(
            "an IPv6 address that is none", in: .mailbox, "url = ^\"imaps://[xyz]\"", without: ["url"],
            "no IPv6 address"),
        .minimal(
            "no encryption to another machine", in: .mailbox, "url = \"imap://mail.example.com\"\nplain = ^true",
            without: ["url"], "to this machine only"),
        .minimal(
            "no encryption to a name that begins like this machine", in: .mailbox,
            "url = \"imap://127.0.0.1.example.com\"\nplain = ^true", without: ["url"], "to this machine only"),
        .minimal("encrypted and plain", in: .mailbox, "plain = ^true", "imaps is encrypted"),
        .minimal(
            "a password in the file", in: .mailbox, "password = ^\"hunter2\"", without: ["password"],
            "must not stand in the configuration"),
        .minimal("no password", in: .mailbox, "", without: ["password"], "needs the key \"password\""),
        .minimal(
            "two places of a password", in: .mailbox, "password = ^{ env = \"A\", file = \"/a\" }",
            without: ["password"], "exactly one place"),
        .minimal("no place of a password", in: .mailbox, "password = ^{}", without: ["password"], "exactly one place"),
        .minimal(
            "a misspelt place of a password", in: .mailbox, "password = { ^fil = \"/a\" }", without: ["password"],
            "did you mean \"file\"?"),
        .minimal(
            "a relative secret file", in: .mailbox, "password = { file = ^\"secret\" }", without: ["password"],
            "expected an absolute path"),
        .minimal(
            "a credential with a path", in: .mailbox, "password = { credential = ^\"../x\" }", without: ["password"],
            "without path"),
        .minimal(
            "a variable that is none", in: .mailbox, "password = { env = ^\"A B\" }", without: ["password"],
            "name of an environment variable"),
        .minimal(
            "a user that is no address, and no address", in: .mailbox, "user = \"shop\"", without: ["user"],
            "needs the key \"address\""),
        .minimal("no name", in: .mailbox, "", without: ["name"], "needs the key \"name\""),
        .minimal(
            "a name with a blank", in: .mailbox, "name = ^\"my shop\"", without: ["name"], "expected a name of letters"),
        .minimal("nothing to watch", in: .mailbox, "watch = ^[]", "at least one entry"),
        .minimal("a text instead of a list", in: .mailbox, "watch = ^\"INBOX\"", "expected a list in square brackets"),
        .minimal("a wrong entry of a list", in: .mailbox, "watch = [\"INBOX\",\n  ^\"a//b\"]", "expected a folder"),
        .minimal("a folder watched twice", in: .mailbox, "watch = ^[\"INBOX\", \"INBOX\"]", "named twice"),
        .minimal("originals in a watched folder", in: .mailbox, "originals = ^\"INBOX\"", "is watched too"),
        .minimal(
            "a flag in quotes", in: .mailbox, "sub_addressing = ^\"yes\"", "expected true or false, found \"yes\""),
        .minimal(
            "IDLE longer than allowed", in: .mailbox, "idle_renewal = ^\"30m\"", "expected a time from 10s to 29m"),
        .minimal("a size without unit", in: .mailbox, "mail_limit = ^60000000", "write \"60000000B\" for bytes"),
        .minimal("a size out of range", in: .mailbox, "mail_limit = ^\"1KB\"", "expected a size from 1MB to 1GB"),
        .minimal(
            "an alias that is no address", in: .mailbox, "aliases = [\"a@example.com\", ^\"b\"]",
            "expected a mail address"),
        .minimal(
            "an address that another mailbox has", in: .mailbox,
            "[[mailbox]]\nname = \"two\"\nurl = \"imaps://b.example.com\"\nuser = ^\"SHOP@example.com\"\npassword = { env = \"P\" }",
            "exists already (line 6)"),
        .minimal(
            "a name that another mailbox has", in: .mailbox,
            "[[mailbox]]\nname = ^\"shop\"\nurl = \"imaps://b.example.com\"\nuser = \"two@example.com\"\npassword = { env = \"P\" }",
            "mailbox \"shop\" exists already (line 4)"),
        .minimal(
            "tickets in a mailbox that does not exist", in: .end, "[tickets]\nmailbox = ^\"shp\"",
            "there is no mailbox \"shp\"; did you mean \"shop\"?"),
        .minimal(
            "tickets in a watched folder", in: .end, "[tickets]\nfolder = ^\"INBOX\"", "need a folder of their own"),
        .minimal(
            "tickets among the originals", in: .end, "[tickets]\nfolder = ^\"Mailbridge/Originals\"",
            "where originals go"),
        .minimal(
            "a mail address as server", in: .end, "[submission]\nurl = ^\"smtps://a@example.com\"",
            "do not belong into it"),
        .minimal(
            "IMAP as submission", in: .end, "[submission]\nurl = ^\"imaps://mail.example.com\"", "expected \"smtps://"),
        .minimal(
            "a password without user", in: .end,
            "[submission]\nurl = \"smtps://mail.example.com\"\n^password = { env = \"P\" }", "but no \"user\""),
        .minimal(
            "a user without password", in: .end, "^[submission]\nurl = \"smtps://mail.example.com\"\nuser = \"u\"",
            "needs the key \"password\""),
        .minimal(
            "submission without encryption", in: .end, "[submission]\nurl = \"smtp://10.0.0.1\"\nplain = ^true",
            "not to 10.0.0.1"),
    ]
}
