@testable import MIME

extension Checks {
    /// Reads a header block alone, with usual and with tight limits.
    mutating func checkHeaderBlock(_ bytes: [UInt8]) {
        for limits in [Self.wideLimits(for: bytes), Self.tightLimits] {
            let header = Header(parsing: bytes, limits: limits)
            check(header, limits: limits)
            for field in header.fields {
                let place = field.offset..<field.offset + field.raw.count
                expect(
                    place.upperBound <= bytes.count && Array(bytes[place]) == field.raw,
                    "raw fields stand at their offset")
            }
        }
    }

    /// Reads every field of a header in every form.
    mutating func check(_ header: Header, limits: Limits) {
        let fields = header.fields
        expect(fields.count <= limits.fields, "\(fields.count) fields")
        expectEqual(header.isEmpty, fields.isEmpty, "an empty header has no fields")
        for (field, next) in zip(fields, fields.dropFirst()) {
            expect(field.offset + field.raw.count <= next.offset, "fields do not overlap")
        }
        for field in fields.prefix(64) {
            let name = field.name
            let twins = fields.filter { $0.name.lowercased() == name.lowercased() }
            expectEqual(header.all(name.uppercased()).map(\.offset), twins.map(\.offset), "all fields of a name")
            expectEqual(header.first(name)?.offset, twins.first?.offset, "the first field of a name")
        }
        for field in fields { check(field, limits: limits) }
    }

    mutating func check(_ field: HeaderField, limits: Limits) {
        let name = field.name
        expect(
            !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }, "a field's name: \(name)")
        let raw = field.raw
        expect(raw.starts(with: name.utf8), "a raw field starts with its name")
        expect(raw.count >= name.utf8.count + 1 + field.rawValue.count, "a raw field holds its value")

        let text = field.text
        expect(text.utf8.count <= limits.fieldTextBytes, "\(name): \(text.utf8.count) bytes of text")
        expect(Self.isFieldText(text), "\(name): text without control characters: \(text.debugDescription)")
        check(field.addressList, limits: limits)

        let ids = field.messageIDs
        expectEqual(Set(ids).count, ids.count, "\(name): each id once")
        expect(ids.allSatisfy { !$0.isEmpty && !$0.hasControlOrBlank }, "\(name): ids without blanks: \(ids)")
        expect(
            field.uris.allSatisfy { uri in !uri.isEmpty && uri.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } },
            "\(name): URIs hold no blanks")
        if let date = field.date { check(date) }
        check(field.parameters, limits: limits)
        if let results = field.authenticationResults { check(results) }
        let tags = field.tags
        expect(tags.count <= limits.parameters, "\(name): \(tags.count) tags")
        expect(tags.values.allSatisfy { !$0.utf8.contains { $0.isWhiteSpace } }, "\(name): tags without blanks")
    }

    private mutating func check(_ date: DateTime) {
        let clock = date.clock
        expect(
            (1...12).contains(clock.month) && (1...31).contains(clock.day) && (0...23).contains(clock.hour)
                && (0...59).contains(clock.minute) && (0...59).contains(clock.second)
                && (0...6).contains(clock.weekday),
            "a clock's reading: \(clock)")
        expect(abs(date.offsetMinutes) < 24 * 60, "an offset of \(date.offsetMinutes) min")
        expect((0...9999).contains(clock.year), "the year \(clock.year)")
        guard let written = date.fieldText else { return }
        let read = Header(parsing: Array("Date: \(written)\r\n\r\n".utf8)).first("date")?.date
        expectEqual(read, date, "a date that is written comes back: \(written)")
    }

    private mutating func check(_ value: ParameterizedValue, limits: Limits) {
        let names = value.parameters.map(\.name)
        expect(names.count <= limits.parameters, "\(names.count) parameters")
        expectEqual(Set(names).count, names.count, "each parameter once: \(names)")
        for name in names { expect(!name.utf8.contains { $0 != $0.lowercased }, "a parameter's name: \(name)") }
        expect(!value.value.utf8.contains { $0 != $0.lowercased }, "a value in lower case: \(value.value)")
        for parameter in value.parameters {
            expect(Self.isFieldText(parameter.value), "\(parameter.name): \(parameter.value.debugDescription)")
        }
    }

    private mutating func check(_ results: AuthenticationResults) {
        var words = [results.host]
        for result in results.results {
            words += [result.method, result.result, result.reason ?? ""]
            words += result.properties.flatMap { [$0.key, $0.value] }
        }
        expect(words.allSatisfy { !$0.utf8.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D } }, "results on one line")
    }

    /// No control character of ASCII but the tab.
    static func isFieldText(_ text: String) -> Bool {
        !text.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    }
}
