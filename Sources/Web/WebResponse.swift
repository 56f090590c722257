/// One answer. Every answer forbids being kept, framed, guessed at and sent on.
public struct WebResponse: Sendable {
    public var status: Int
    public var fields: [(name: String, value: String)]
    public var body: [UInt8]

    public init(status: Int, type: String, fields: [(name: String, value: String)] = [], body: [UInt8]) {
        self.status = status
        self.fields = [("Content-Type", type)] + fields + Self.precautions
        self.body = body
    }

    public static func text(_ status: Int, _ text: String, fields: [(name: String, value: String)] = []) -> Self {
        WebResponse(
            status: status, type: "text/plain; charset=utf-8", fields: fields + [nothingAllowed],
            body: Array("\(text)\n".utf8))
    }

    /// - Parameters:
    ///   - script: SHA-256 of the one script that the page may run, in base 64
    ///   - style: SHA-256 of the one style sheet that it may use
    public static func page(
        _ html: [UInt8], status: Int = 200, script: String, style: String, fields: [(name: String, value: String)] = []
    ) -> Self {
        let policy = [
            "default-src 'none'", "script-src 'sha256-\(script)'", "style-src 'sha256-\(style)'", "form-action 'self'",
            "frame-ancestors 'none'", "base-uri 'none'",
        ]
        return WebResponse(
            status: status, type: "text/html; charset=utf-8",
            fields: fields + [("Content-Security-Policy", policy.joined(separator: "; "))], body: html)
    }

    /// To another page of ours, to be fetched with GET. The place is relative, so that a proxy may put all below a path.
    public static func seeOther(_ place: String, fields: [(name: String, value: String)] = []) -> Self {
        text(303, "See \(place)", fields: [("Location", place)] + fields)
    }

    private static var nothingAllowed: (name: String, value: String) {
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    }

    private static let precautions = [
        (name: "Cache-Control", value: "no-store"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
        // With "no-referrer" a browser would not name the origin of a form either.
        ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
}
