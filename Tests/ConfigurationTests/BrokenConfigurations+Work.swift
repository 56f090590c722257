extension BrokenConfigurations {
    static let marketplaces: [Broken] = [
        .minimal("no connector", in: .marketplace, "", without: ["connector"], "needs the key \"connector\""),
        .minimal(
            "a misspelt connector", in: .marketplace, "connector = ^\"miracle\"", without: ["connector"],
            "did you mean \"mirakl\"?"),
        .minimal(
            "a pause between looks that is too short", in: .marketplace, "sweep = ^\"5s\"",
            "expected a time from 60s to"),
        .minimal("no address of the API", in: .marketplace, "", without: ["url"], "needs the key \"url\""),
        .minimal(
            "an unprotected API", in: .marketplace, "url = ^\"http://conrad.mirakl.net\"", without: ["url"],
            "http is allowed to this machine only; write \"https://conrad.mirakl.net\""),
        .minimal(
            "an API on a name that looks like this machine", in: .marketplace,
            "url = ^\"http://localhost.example.com\"", without: ["url"], "to this machine only"),
        .minimal(
            "an API with a query", in: .marketplace, "url = ^\"https://conrad.mirakl.net/?x=1\"", without: ["url"],
            "must not hold \"?\""),
        .minimal(
            "an API with a password", in: .marketplace, "url = ^\"https://u:p@conrad.mirakl.net\"", without: ["url"],
            "do not belong into it"),
        .minimal("a file as API", in: .marketplace, "url = ^\"file:///tmp/x\"", without: ["url"], "it has no host"),
        .minimal(
            "a key in the file", in: .marketplace, "api_key = ^\"3f9c\"", without: ["api_key"],
            "must not stand in the configuration"),
        .minimal("no key", in: .marketplace, "", without: ["api_key"], "needs the key \"api_key\""),
        .minimal(
            "credentials of another connector", in: .marketplace, "^client_key = \"x\"",
            "client_key: no key of connector \"mirakl\""),
        .minimal(
            "an option of another connector", in: .marketplace, "^storefront = \"de\"",
            "storefront: no key of connector \"mirakl\""),
        .minimal("an unknown mode", in: .marketplace, "mode = ^\"live!\"", "did you mean \"live\"?"),
        .minimal("a domain with a star", in: .marketplace, "senders = [^\"*.mirakl.net\"]", "sub-domains count anyway"),
        .minimal(
            "an address instead of a domain", in: .marketplace, "senders = [^\"noreply@mirakl.net\"]",
            "behind the \"@\""),
        .minimal(
            "a broken regular expression", in: .marketplace, "order_pattern = ^\"[0-9\"",
            "not a valid regular expression"),
        .minimal(
            "a clock that does not exist", in: .marketplace, "clock = ^\"kaufland-dee\"",
            "there is no clock \"kaufland-dee\"; did you mean \"kaufland-de\"?"),
        .minimal(
            "a placeholder that does not exist", in: .marketplace, "portal = ^\"https://x.example/{orders}\"",
            "unknown placeholder \"{orders}\""),
        .minimal(
            "a portal that is no address", in: .marketplace, "portal = ^\"x.example/{order}\"", "it has no scheme"),
        .minimal(
            "a folder's name with a slash", in: .marketplace, "shown_name = ^\"Shop/Conrad\"", "the name of one folder"),
        .minimal(
            "an end of the key that is no date", in: .marketplace, "credentials_expire = ^\"soon\"",
            "expected a date such as 2026-01-31"),
        .minimal(
            "an answering machine that is slow", in: .marketplace, "answering_machine = ^\"1h\"",
            "expected a time from 0s to 10m"),
        .minimal(
            "a timeout that is too short", in: .marketplace, "timeout = ^\"10ms\"", "expected a time from 1s to 10m"),
        .minimal(
            "the same name twice", in: .marketplace,
            "[[marketplace]]\nname = ^\"Conrad\"\nconnector = \"mirakl\"\nurl = \"https://x.example\"\napi_key = { env = \"K\" }",
            "marketplace \"Conrad\" exists already"),
        .minimal(
            "a storefront that does not exist", in: .marketplace,
            "[[marketplace]]\nname = \"k\"\nconnector = \"kaufland\"\nclient_key = \"x\"\nsecret_key = { env = \"K\" }\nstorefront = ^\"ch\"",
            "storefront: expected \"at\""),
        .minimal(
            "half of the credentials", in: .marketplace,
            "^[[marketplace]]\nname = \"k\"\nconnector = \"kaufland\"\nclient_key = \"x\"",
            "needs the key \"secret_key\""),
        .minimal(
            "a part of Amazon's credentials", in: .marketplace,
            "^[[marketplace]]\nname = \"a\"\nconnector = \"amazon\"\nclient_id = \"x\"\nclient_secret = { env = \"K\" }",
            "needs the key \"refresh_token\""),
        .minimal(
            "an address without credentials", in: .marketplace,
            "[[marketplace]]\nname = \"a\"\nconnector = \"amazon\"\n^url = \"https://x.example\"",
            "without credentials there is nothing to call"),
        .minimal(
            "live relay mails without a server to send them", in: .marketplace,
            "[[marketplace]]\nname = \"a\"\nconnector = \"amazon\"\nmode = ^\"live\"", "needs a section [submission]"),
        .minimal(
            "a shop's id that is none", in: .marketplace,
            "[[marketplace]]\nname = \"a\"\nconnector = \"amazon\"\nmarketplace_id = ^\"DE\"",
            "Amazon's name of the shop"),
    ]

    static let agents: [Broken] = [
        .minimal("no address of an agent", in: .agent, "", without: ["address"], "needs the key \"address\""),
        .minimal(
            "an agent's address twice", in: .agent,
            "[[agent]]\nname = \"bert\"\naddress = \"bert@example.com\"\naliases = [^\"Anna@Example.com\"]",
            "an agent with the address \"Anna@Example.com\" exists already"),
        .minimal(
            "an agent's name twice", in: .agent, "[[agent]]\nname = ^\"ANNA\"\naddress = \"bert@example.com\"",
            "agent \"ANNA\" exists already"),
        .minimal("an agent's language", in: .agent, "language = ^\"german\"", "expected \"de\""),
    ]

    static let routes: [Broken] = [
        .minimal(
            "a route without name", in: .end, "^[[route]]\nwhen = { kind = \"return\" }", "needs the key \"name\""),
        .minimal(
            "a kind that does not exist", in: .end, "[[route]]\nname = \"r\"\nwhen = { kind = ^\"returns\" }",
            "did you mean \"return\"?"),
        .minimal(
            "a kind among others that does not exist", in: .end,
            "[[route]]\nname = \"r\"\nwhen = { kind = [\"refund\", ^\"retrun\"] }", "did you mean \"return\"?"),
        .minimal(
            "two kinds that do not exist, each at its own place", in: .end,
            "[[route]]\nname = \"r\"\nwhen = { kind = [^\"retrun\", \"refund\", ^\"cancl\"] }",
            "kind: expected", "did you mean \"cancel\"?"),
        .minimal(
            "a marketplace that does not exist", in: .end,
            "[[route]]\nname = \"r\"\nwhen = { marketplace = ^\"conrd\" }",
            "marketplace: there is no marketplace \"conrd\"; did you mean \"conrad\"?"),
        .minimal(
            "an owner who does not exist", in: .end, "[[route]]\nname = \"r\"\nowner = ^\"ana\"",
            "owner: there is no agent \"ana\"; did you mean \"anna\"?"),
        .minimal(
            "an unknown condition", in: .end, "[[route]]\nname = \"r\"\nwhen = { ^sujbect = \"x\" }",
            "unknown key \"sujbect\" in when; did you mean \"subject\"?"),
        .minimal(
            "conditions that are no table", in: .end, "[[route]]\nname = \"r\"\nwhen = ^\"return\"",
            "expected a table such as"),
        .minimal(
            "an empty list of a condition", in: .end, "[[route]]\nname = \"r\"\nwhen = { text = ^[] }",
            "at least one entry"),
        .minimal(
            "a broken pattern", in: .end, "[[route]]\nname = \"r\"\nwhen = { order = ^\"(\" }",
            "order: not a valid regular expression"),
        .minimal(
            "a language that is none", in: .end, "[[route]]\nname = \"r\"\nwhen = { language = ^\"German!\" }",
            "expected a language"),
        .minimal(
            "a priority that does not exist", in: .end, "[[route]]\nname = \"r\"\npriority = ^\"hihg\"",
            "did you mean \"high\"?"),
        .minimal(
            "a tag with a blank", in: .end, "[[route]]\nname = \"r\"\ntags = [^\"a b\"]", "expected a name of letters"),
        .minimal(
            "a route behind one that takes everything", in: .end, "[[route]]\nname = \"r\"\n^[[route]]\nname = \"s\"",
            "never reached, because \"r\" above it takes everything"),
        .minimal(
            "a route's name twice", in: .end,
            "[[route]]\nname = \"r\"\nwhen = { kind = \"return\" }\n[[route]]\nname = ^\"r\"",
            "route \"r\" exists already"),
        .minimal(
            "a folder with an empty level", in: .end, "[[route]]\nname = \"r\"\nfolder = ^\"/a\"", "expected a folder"),
        .minimal(
            "a misspelt condition in a table of its own", in: .end,
            "[[route]]\nname = \"r\"\n[route.when]\n  ^kinds = \"return\"", "did you mean \"kind\"?"),
    ]

    static let clocks: [Broken] = [
        clock("no target", "counting = \"calendar\"", "needs the key \"target\""),
        clock("a target of nothing", "target = ^\"0s\"\ncounting = \"calendar\"", "expected a time from 1s"),
        clock(
            "a target with fractions of seconds", "target = ^\"1500ms\"\ncounting = \"calendar\"",
            "expected whole seconds"),
        clock(
            "an unknown way of counting", "target = \"1h\"\ncounting = ^\"workdays\"", "counting: expected \"calendar\""
        ),
        clock(
            "windows without business hours",
            "target = \"1h\"\ncounting = \"calendar\"\n^windows = { mon = [\"09:00-17:00\"] }", "counts all time"),
        clock(
            "days with business hours",
            "target = \"1h\"\ncounting = \"business_hours\"\n^days = [\"mon\"]\nwindows = { mon = [\"09:00-17:00\"] }",
            "\"windows\" names the days"),
        clock(
            "business hours without windows", "target = \"1h\"\ncounting = \"business_hours\"",
            "needs the key \"windows\""),
        clock(
            "no window at all", "target = \"1h\"\ncounting = \"business_hours\"\nwindows = ^{ mon = [] }",
            "at least one window"),
        clock(
            "a window across midnight",
            "target = \"1h\"\ncounting = \"business_hours\"\nwindows = { mon = [^\"22:00-06:00\"] }",
            "ends on the same day"),
        clock(
            "windows that overlap",
            "target = \"1h\"\ncounting = \"business_hours\"\nwindows = { mon = ^[\"09:00-12:00\", \"11:00-13:00\"] }",
            "overlaps another"),
        clock(
            "a day that does not exist",
            "target = \"1h\"\ncounting = \"business_hours\"\nwindows = { ^mo = [\"09:00-12:00\"] }",
            "unknown day \"mo\"; did you mean \"mon\"?"),
        clock(
            "a time of day that does not exist",
            "target = \"1h\"\ncounting = \"business_hours\"\nwindows = { mon = [^\"09:00-25:00\"] }",
            "expected a window"),
        clock(
            "a day among working days that does not exist",
            "target = \"1h\"\ncounting = \"working_days\"\ndays = [^\"monday\"]", "expected \"mon\""),
        clock(
            "a holiday region that does not exist",
            "target = \"1h\"\ncounting = \"working_days\"\nholidays = [^\"DE-NRW\"]", "did you mean \"DE-NW\"?"),
        clock(
            "a closing day that does not exist",
            "target = \"1h\"\ncounting = \"working_days\"\nholidays_extra = [^\"02-30\"]", "expected a day such as"),
        clock(
            "an early mark behind the target", "target = \"1h\"\ncounting = \"calendar\"\nearly = ^\"2h\"",
            "shorter than the target"),
        clock(
            "warnings in the wrong order", "target = \"1h\"\ncounting = \"calendar\"\nwarn = ^[10, 50]",
            "falling percentages"),
        clock(
            "a warning beyond the whole", "target = \"1h\"\ncounting = \"calendar\"\nwarn = [^150]",
            "a whole number from 1 to 99"),
        clock(
            "a time without offset", "target = \"1h\"\ncounting = \"calendar\"\neffective_from = ^2026-01-01T00:00:00",
            "date with time and offset, found a time without offset"),
        clock(
            "quiet hours without end", "target = \"1h\"\ncounting = \"calendar\"\nquiet = ^{ from = \"20:00\" }",
            "belong together"),
        clock(
            "quiet on all days",
            "target = \"1h\"\ncounting = \"calendar\"\nquiet = { days = ^[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"] }",
            "some day must be left"),
        clock(
            "a share above the whole",
            "target = \"1h\"\ncounting = \"calendar\"\nshare = { percent = ^101, window = \"7d\" }",
            "a whole number from 1 to 100"),
        clock(
            "a target that is never reached",
            "target = ^\"60d\"\ncounting = \"business_hours\"\nwindows = { mon = [\"09:00-09:01\"] }",
            "never counts so much time"),
        .minimal(
            "a time zone that does not exist", in: .end,
            "[[clock]]\nname = \"c\"\ntarget = \"1h\"\ncounting = \"calendar\"\ntimezone = ^\"Europe/Berlln\"",
            "unknown time zone \"Europe/Berlln\"; did you mean \"Europe/Berlin\"?"),
        .minimal(
            "a time zone that leads out of the folder", in: .end,
            "[[clock]]\nname = \"c\"\ntarget = \"1h\"\ncounting = \"calendar\"\ntimezone = ^\"../../etc/passwd\"",
            "unknown time zone"),
        .minimal(
            "the same version twice", in: .end,
            "[[clock]]\nname = \"c\"\ntarget = \"1h\"\ncounting = \"calendar\"\ntimezone = \"UTC\"\n[[clock]]\nname = ^\"c\"\ntarget = \"2h\"\ncounting = \"calendar\"\ntimezone = \"UTC\"",
            "exists already with the same \"effective_from\""),
    ]

    static let money: [Broken] = [
        .minimal("a limit without a currency", in: .agent, "refund_limit = ^\"50\"", "an amount with its currency"),
        .minimal("a limit as a number", in: .agent, "refund_limit = ^50", "write \"50 EUR\" for euros"),
        .minimal(
            "a limit that can be read in two ways", in: .agent, "approves = ^\"1.000 EUR\"",
            "an amount with its currency"),
        .minimal(
            "two limits in one currency", in: .agent, "refund_per_day = ^[\"5 EUR\", \"6 EUR\"]", "two amounts in EUR"),
        .minimal(
            "a code that counts for ever", in: .end, "[money]\ncode_lifetime = ^\"9d\"",
            "expected a time from 60s to 24h"),
        .minimal(
            "data that are kept for an hour", in: .end, "[retention]\nbuyers = ^\"1h\"",
            "expected a time from 24h to"),
    ]

    static let templates: [Broken] = [
        .minimal(
            "a template with an unknown variable", in: .end,
            "[[template]]\nname = \"a\"\ntext = ^\"Hi\\n{{buyer.nam}}\"",
            "line 2 of the text: unknown variable \"{{buyer.nam}}\"; did you mean \"buyer.name\"?"),
        .minimal(
            "a template that opens a variable and forgets it", in: .end,
            "[[template]]\nname = \"a\"\ntext = ^\"{{buyer.name\"", "belong together"),
        .minimal("a template without text", in: .end, "^[[template]]\nname = \"a\"", "needs the key \"text\""),
        .minimal(
            "a template of a marketplace that does not exist", in: .end,
            "[[template]]\nname = \"a\"\nmarketplace = ^\"conrat\"\ntext = \"x\"", "did you mean \"conrad\"?"),
        .minimal(
            "two templates for the same", in: .end,
            "[[template]]\nname = \"a\"\nlanguage = \"de\"\ntext = \"x\"\n[[template]]\nname = ^\"a\"\nlanguage = \"de\"\ntext = \"y\"",
            "template \"a in de for all marketplaces\" exists already"),
    ]

    static let all =
        syntax + structure + bridge + mail + login + lmtp + marketplaces + agents + money + templates + routes
        + notifications + clocks

    private static func clock(_ name: String, _ lines: String, _ piece: String) -> Broken {
        let header = lines.contains("^") ? "[[clock]]" : "^[[clock]]"
        return .minimal(name, in: .end, "\(header)\nname = \"c\"\ntimezone = \"Europe/Berlin\"\n\(lines)", piece)
    }
}
