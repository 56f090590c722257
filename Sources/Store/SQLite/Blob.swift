import FoundationEssentials
import GRDB

/// Bytes as SQLite binds them.
func blob(_ bytes: [UInt8]) -> Data { Data(bytes) }

extension Row {
    func bytes(_ column: String) -> [UInt8] { Array((self[column] as Data?) ?? Data()) }
    func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map { Array($0) } }
}
