/// One target of the package, from `swift package dump-package`.
struct PackageTarget: Decodable {
    var name: String
    /// `regular`, `executable`, `system`, `test`.
    var type: String
    private var dependencies: [Dependency]

    /// Modules of this package and products of others.
    var dependencyNames: [String] { dependencies.map(\.name) }
    var isTest: Bool { type == "test" }
    /// False for system libraries and C code.
    var hasSwift: Bool { type != "system" && name != "CCurlShims" }

    /// `{"byName": ["MIME", null]}` or `{"product": ["GRDB", "GRDB.swift", null, null]}`.
    private struct Dependency: Decodable {
        var name: String

        init(from decoder: any Decoder) throws {
            let kinds = try decoder.singleValueContainer().decode([String: FirstText].self)
            name = kinds.values.map(\.text).sorted().joined()
        }
    }

    /// The first element of a list whose others are of no interest.
    private struct FirstText: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            text = try list.decode(String.self)
        }
    }
}

struct PackageFacts: Decodable {
    var targets: [PackageTarget]
}
