/// A property that gives one header field in one form, such as `header:List-Unsubscribe:asURLs` (RFC 8621 §4.1.3).
public struct JMAPHeaderProperty: Sendable, Hashable {
    /// As it was written; the key in the object.
    public let name: String
    /// Which fields, whatever their case.
    public let field: String
    public let form: JMAPHeaderForm
    /// An array with the value of each such field; otherwise the value of the last one, or null.
    public let isAll: Bool

    /// Reads `header:`, the name of a field, and perhaps a form and `:all`.
    public init(_ name: String) throws(JMAPPropertyError) {
        var words = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        func fault(_ cure: String) -> JMAPPropertyError { JMAPPropertyError(property: name, cure: cure) }
        guard words.removeFirst() == "header", !words.isEmpty else {
            throw fault("write header:NAME, header:NAME:all, header:NAME:FORM or header:NAME:FORM:all")
        }
        let field = words.removeFirst()
        guard !field.isEmpty, field.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw fault("the name of a field is one or more visible ASCII characters without a colon")
        }
        isAll = words.last == "all"
        if isAll { words.removeLast() }
        let forms = JMAPHeaderForm.allowed(for: field)
        let names = forms.map(\.rawValue).joined(separator: ", ")
        guard words.count <= 1 else { throw fault("one form at most, and :all behind it") }
        guard let form = JMAPHeaderForm(rawValue: words.first ?? JMAPHeaderForm.raw.rawValue) else {
            throw fault("no such form; \(field) may be read \(names)")
        }
        guard forms.contains(form) else {
            throw fault("RFC 8621 does not allow this form; \(field) may be read \(names)")
        }
        self.name = name
        self.field = field
        self.form = form
    }

    /// A property of our own.
    init(_ field: String, _ form: JMAPHeaderForm, isAll: Bool = false) {
        name = "header:\(field):\(form.rawValue)\(isAll ? ":all" : "")"
        self.field = field
        self.form = form
        self.isAll = isAll
    }
}

/// Why a property cannot be given.
public struct JMAPPropertyError: Error, Hashable, CustomStringConvertible {
    public let property: String
    /// What to write instead.
    public let cure: String

    public var description: String { "\(property): \(cure)" }
}
