extension BrokenConfigurations {
    static let lmtp: [Broken] = [
        .minimal("another machine", in: .end, "[lmtp]\nlisten = ^\"192.0.2.1:24\"", "this machine only"),
        .minimal("no port", in: .end, "[lmtp]\nlisten = ^\"127.0.0.1\"", "it names no port"),
        .minimal("a relative path", in: .end, "[lmtp]\nlisten = ^\"run/lmtp\"", "expected a path such as"),
        .minimal(
            "a path that is too long", in: .end, "[lmtp]\nlisten = ^\"/\(String(repeating: "x", count: 90))\"",
            "at most 90 bytes"),
        .minimal("a socket for everybody", in: .end, "[lmtp]\nmode = ^\"0666\"", "as every agent"),
        .minimal("rights without zero", in: .end, "[lmtp]\nmode = ^\"660\"", "rights such as"),
        .minimal(
            "rights of a port", in: .end, "[lmtp]\nlisten = \"127.0.0.1:24\"\n^group = \"postfix\"",
            "only a Unix socket has rights"),
        .minimal("no recipients", in: .end, "[lmtp]\nrecipients = ^[]", "at least one entry"),
        .minimal("a domain that is none", in: .end, "[lmtp]\nrecipients = [^\"@a b\"]", "for all of a domain"),
        .minimal("a short time", in: .end, "[lmtp]\nidle_timeout = ^\"1s\"", "10s"),
        .minimal("a misspelt key", in: .end, "[lmtp]\n^lisen = \"/run/x\"", "did you mean \"listen\"?"),
    ]
}
