import Glibc
import Testing
import Wire

@testable import Marketplaces

@Suite("Kaufland's signature") struct KauflandSignatureTests {
    @Test("published and computed vectors")
    func vectors() throws {
        let vectors = try JSON(parsing: try #require(fixture("kaufland-signing.json"))).elements
        #expect(vectors.count == 6)
        for vector in vectors {
            let signature = kauflandSignature(
                method: try #require(vector["method"].string), address: try #require(vector["uri"].string),
                body: Array(try #require(vector["body"].string).utf8),
                timestamp: try #require(vector["timestamp"].integer), secret: try #require(vector["secret_key"].string))
            #expect(signature == vector["signature_hex"].string, "\(vector["name"])")
        }
    }
}

/// A file of Tests/Fixtures/Marketplaces.
func fixture(_ name: String) -> [UInt8]? {
    let folder = String(#filePath.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/\($1)" })
    guard let file = fopen("\(folder)/Fixtures/Marketplaces/\(name)", "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
