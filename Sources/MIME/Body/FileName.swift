/// Names of attachments, made safe to show and to save.
enum FileName {
    /// The most UTF-8 bytes of a name.
    static let longest = 120

    /// The last path component without control and direction characters, cut to size with its extension kept.
    /// Nil if nothing is left.
    static func cleaned(_ name: String) -> String? {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x2F, 0x5C: scalars.removeAll()
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: continue
            default: scalars.append(scalar)
            }
        }
        while let last = scalars.last, last == " " || last == "." { scalars.removeLast() }
        while let first = scalars.first, first == " " { scalars.removeFirst() }
        guard !scalars.isEmpty, !scalars.allSatisfy({ $0 == "." }) else { return nil }
        let name = shortened(String(scalars))
        return isDevice(name) ? "_" + name : name
    }

    /// The name that Content-Disposition gives, else Content-Type; cleaned.
    static func named(by disposition: ParameterizedValue?, type: ParameterizedValue?) -> String? {
        (disposition?["filename"] ?? disposition?["name"] ?? type?["name"]).flatMap(cleaned)
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        // By scalars: a single character may be longer than the whole name may be.
        let scalars = name.unicodeScalars
        var stem = scalars[...]
        var suffix = ""
        if let dot = scalars.lastIndex(of: "."), name.utf8[dot...].count <= 20 {
            suffix = String(scalars[dot...])
            stem = scalars[..<dot]
        }
        var count = stem.reduce(0) { $0 + $1.utf8.count }
        while count + suffix.utf8.count > longest, let last = stem.popLast() { count -= last.utf8.count }
        return String(stem) + suffix
    }

    /// Whether Windows would open a device instead of a file.
    private static func isDevice(_ name: String) -> Bool {
        let stem = name.prefix { $0 != "." }.lowercased()
        if ["con", "prn", "aux", "nul"].contains(stem) { return true }
        return stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last?.isNumber == true
    }

    /// The extension that files of a type usually have.
    static func suffix(for type: String) -> String {
        switch type {
        case "text/plain": "txt"
        case "text/html": "html"
        case "text/csv": "csv"
        case "text/calendar": "ics"
        case "image/jpeg", "image/jpg": "jpg"
        case "image/png": "png"
        case "image/gif": "gif"
        case "image/webp": "webp"
        case "image/heic": "heic"
        case "application/pdf": "pdf"
        case "application/zip": "zip"
        case "application/ms-tnef": "dat"
        case "message/rfc822", "message/global": "eml"
        default: "bin"
        }
    }
}
