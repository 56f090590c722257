/// Reads one stream of deflate (RFC 1951).
struct Inflater {
    private(set) var output: [UInt8]
    /// Index of the byte behind the stream, once it is read.
    private(set) var position: Int

    private let bytes: [UInt8]
    private let limit: Int
    /// What the stream may refer back to.
    private let start: Int
    private var bitBuffer: UInt32 = 0
    private var bitCount: UInt32 = 0

    init(_ bytes: [UInt8], from position: Int, output: [UInt8] = [], limit: Int) {
        self.bytes = bytes
        self.position = position
        self.output = output
        self.limit = limit
        start = output.count
    }

    mutating func run() throws(GzipError) {
        var isLast = false
        while !isLast {
            isLast = try bits(1) == 1
            switch try bits(2) {
            case 0: try copyStored()
            case 1: try expand(.fixedLiterals, .fixedDistances)
            case 2:
                let codes = try readCodes()
                try expand(codes.literals, codes.distances)
            default: throw GzipError(problem: "unknown kind of block")
            }
        }
    }

    private mutating func bits(_ count: UInt32) throws(GzipError) -> Int {
        while bitCount < count {
            guard position < bytes.count else { throw GzipError(problem: "the data end too early") }
            bitBuffer |= UInt32(bytes[position]) << bitCount
            position += 1
            bitCount += 8
        }
        let value = bitBuffer & (1 << count - 1)
        bitBuffer >>= count
        bitCount -= count
        return Int(value)
    }

    private mutating func copyStored() throws(GzipError) {
        // The rest of the byte is unused; at most seven bits are ever held beside it.
        bitBuffer = 0
        bitCount = 0
        guard bytes.count - position >= 4 else { throw GzipError(problem: "the data end too early") }
        let length = Int(bytes[position]) | Int(bytes[position + 1]) << 8
        let complement = Int(bytes[position + 2]) | Int(bytes[position + 3]) << 8
        position += 4
        guard length == complement ^ 0xFFFF else { throw GzipError(problem: "a length does not fit its complement") }
        guard bytes.count - position >= length else { throw GzipError(problem: "the data end too early") }
        guard limit - output.count >= length else { throw GzipError(problem: "more than \(limit) bytes") }
        output += bytes[position..<position + length]
        position += length
    }

    private mutating func symbol(_ code: HuffmanCode) throws(GzipError) -> Int {
        var walk = HuffmanCode.Walk()
        while walk.length < HuffmanCode.longest {
            if let symbol = code.step(&walk, bit: try bits(1)) { return symbol }
        }
        throw GzipError(problem: "a code that no symbol has")
    }

    private mutating func expand(_ literals: HuffmanCode, _ distances: HuffmanCode) throws(GzipError) {
        while true {
            let value = try symbol(literals)
            if value == 256 { return }
            if value < 256 {
                guard output.count < limit else { throw GzipError(problem: "more than \(limit) bytes") }
                output.append(UInt8(value))
                continue
            }
            guard value - 257 < Self.lengths.count else { throw GzipError(problem: "unknown length") }
            let length = Self.lengths[value - 257].base + (try bits(Self.lengths[value - 257].extra))
            let code = try symbol(distances)
            guard code < Self.distances.count else { throw GzipError(problem: "unknown distance") }
            let distance = Self.distances[code].base + (try bits(Self.distances[code].extra))
            guard distance <= output.count - start else { throw GzipError(problem: "a distance behind the start") }
            guard limit - output.count >= length else { throw GzipError(problem: "more than \(limit) bytes") }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }

    private mutating func readCodes() throws(GzipError) -> (literals: HuffmanCode, distances: HuffmanCode) {
        let literalCount = try bits(5) + 257
        let distanceCount = try bits(5) + 1
        let count = try bits(4) + 4
        var lengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<count { lengths[Self.order[index]] = UInt8(try bits(3)) }
        let code = HuffmanCode(lengths)
        var all: [UInt8] = []
        while all.count < literalCount + distanceCount {
            let value = try symbol(code)
            switch value {
            case 0...15: all.append(UInt8(value))
            case 16:
                guard let last = all.last else { throw GzipError(problem: "a repetition of nothing") }
                all += [UInt8](repeating: last, count: 3 + (try bits(2)))
            case 17: all += [UInt8](repeating: 0, count: 3 + (try bits(3)))
            default: all += [UInt8](repeating: 0, count: 11 + (try bits(7)))
            }
        }
        guard all.count == literalCount + distanceCount else { throw GzipError(problem: "too many code lengths") }
        return (HuffmanCode(all[..<literalCount]), HuffmanCode(all[literalCount...]))
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private static let lengths: [(base: Int, extra: UInt32)] =
        steps(from: 3, extra: [0, 0] + (1...5).map { $0 }, each: 4)
        + [(258, 0)]
    private static let distances = steps(from: 1, extra: [0] + (0...13).map { $0 }, each: 2)

    /// Bases that each begin where the range of the one before ends.
    private static func steps(from first: Int, extra: [UInt32], each: Int) -> [(base: Int, extra: UInt32)] {
        var base = first
        return extra.flatMap { bits in
            (0..<each).map { _ in
                defer { base += 1 << bits }
                return (base, bits)
            }
        }
    }
}

/// A canonical Huffman code (RFC 1951 §3.2.2), walked bit by bit.
struct HuffmanCode: Sendable {
    static let longest = 15

    struct Walk {
        var length = 0
        var code = 0
        /// The first code of this length, and the index of its symbol.
        var first = 0
        var index = 0
    }

    private var counts = [Int](repeating: 0, count: longest + 1)
    /// By length, then by value.
    private var symbols: [Int] = []

    /// - Parameter lengths: of each symbol's code in bits, 0 to 15; 0 = the symbol has none.
    init(_ lengths: some Collection<UInt8>) {
        for length in 1...Self.longest {
            for (value, own) in lengths.enumerated() where Int(own) == length {
                counts[length] += 1
                symbols.append(value)
            }
        }
    }

    func step(_ walk: inout Walk, bit: Int) -> Int? {
        walk.length += 1
        walk.code |= bit
        let count = counts[walk.length]
        if walk.code - walk.first < count {
            let index = walk.index + walk.code - walk.first
            // An oversubscribed code of a broken file may lead anywhere.
            return symbols.indices.contains(index) ? symbols[index] : nil
        }
        walk.index += count
        walk.first = (walk.first + count) << 1
        walk.code <<= 1
        return nil
    }

    static let fixedLiterals = HuffmanCode(
        [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
            + [UInt8](repeating: 8, count: 8))
    static let fixedDistances = HuffmanCode([UInt8](repeating: 5, count: 30))
}
