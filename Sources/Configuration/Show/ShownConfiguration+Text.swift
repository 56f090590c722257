extension ShownConfiguration {
    /// TOML that loads again with the same effect. With `origins` each line ends in a comment that says where the
    /// value comes from.
    public func text(_ selection: Selection = .all, origins: Bool = false) -> String {
        var lines: [String] = []
        for section in selected(selection) {
            if !lines.isEmpty { lines.append("") }
            lines.append(section.header)
            for setting in section.settings {
                let line = "\(setting.key) = \(setting.value)"
                lines.append(origins ? "\(line)  # \(setting.origin)" : line)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// One JSON object per setting and line: `section`, `index` among sections of the same name, `key`, `value` (TOML
    /// text), `origin`.
    public func json(_ selection: Selection = .all) -> String {
        var counts: [String: Int] = [:]
        var lines = ""
        for section in selected(selection) {
            let index = counts[section.header, default: 0]
            counts[section.header] = index + 1
            let name = section.header.filter { $0 != "[" && $0 != "]" }
            for setting in section.settings {
                lines += "{\"section\":\(jsonString(name)),\"index\":\(index),\"key\":\(jsonString(setting.key)),"
                lines +=
                    "\"value\":\(jsonString(setting.value)),\"origin\":\(jsonString(setting.origin.description))}\n"
            }
        }
        return lines
    }

    private func selected(_ selection: Selection) -> [Section] {
        sections.compactMap { section in
            var section = section
            section.settings.removeAll { setting in
                switch selection {
                case .all: false
                case .changed: setting.origin == .byDefault
                case .defaults: setting.origin != .byDefault
                }
            }
            return section.settings.isEmpty ? nil : section
        }
    }
}

/// A text as a JSON string (RFC 8259 §7). It differs from TOML's only in what it must escape.
private func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
