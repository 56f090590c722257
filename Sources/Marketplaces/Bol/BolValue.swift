import Domain
import Wire

/// Values of bol's answers that come in more than one form.
enum BolValue {
    /// A whole number, also as text.
    static func count(_ json: JSON) -> Int? { json.scalar.flatMap { Int($0) } }

    /// An id, text or number, without blanks.
    static func id(_ json: JSON) -> String? {
        json.scalar.flatMap { text in text.isEmpty || text.contains(where: \.isWhitespace) ? nil : text }
    }

    static func flag(_ json: JSON) -> Bool { json.bool ?? (json.string?.lowercased() == "true") }

    /// bol sells in euros only, and names no currency.
    static func euros(_ json: JSON) -> Money? { Money(decimal: json.scalar, currency: "EUR") }

    static func time(_ json: JSON) -> Timestamp? { json.string.flatMap { Timestamp(iso8601: $0) } }

    /// An order id as bol writes it, from what a person typed: capitals, without blanks, and a digit in second place, where
    /// an O can only be a zero.
    static func orderID(_ number: OrderNumber) -> String {
        var letters = Array(number.text.uppercased().filter { !$0.isWhitespace })
        if letters.count == 10, letters[0].isASCIILetter, letters[1] == "O" { letters[1] = "0" }
        return String(letters)
    }
}
