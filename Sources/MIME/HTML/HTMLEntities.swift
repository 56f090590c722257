/// The named character references, in a hash table over the static text that lists them.
struct HTMLEntities: Sendable {
    /// Letters and digits of the longest name.
    static let longestName = 31
    static let longestNameWithoutSemicolon = 6

    static let shared = HTMLEntities()

    /// The reference with this name, given without `&` and `;`. Names differ in case.
    static func find(_ input: ByteView, _ range: Range<Int>) -> Entity? { shared.find(input, range) }

    struct Entity: Sendable {
        var codePoints: (first: UInt32, second: UInt32)
        var countsWithoutSemicolon: Bool
        fileprivate var name: Range<Int>
    }

    private static let slotMask = 0x1FFF
    private var entities: [Entity] = []
    /// Index into `entities` plus 1; 0 = free. Open addressing; about a quarter of the slots is taken.
    private var slots = [UInt16](repeating: 0, count: slotMask + 1)

    private init() {
        entities.reserveCapacity(2200)
        htmlEntityTable.withUTF8Buffer { table in
            var index = 0
            while index < table.count {
                let start = index
                while table[index].isLetter || table[index].isDigit { index += 1 }
                let name = start..<index
                let isBare = table[index] == UInt8(ascii: "!")
                var points: (UInt32, UInt32) = (0, 0)
                index += 1
                while index < table.count, table[index] != UInt8(ascii: " ") {
                    if table[index] == UInt8(ascii: ".") {
                        points = (0, points.0)
                    } else {
                        let byte = table[index]
                        points.0 = points.0 << 4 | UInt32(byte < 0x3A ? byte - 0x30 : byte - 0x57)
                    }
                    index += 1
                }
                if points.1 != 0 { points = (points.1, points.0) }
                index += 1
                insert(Entity(codePoints: points, countsWithoutSemicolon: isBare, name: name), table)
            }
        }
    }

    private mutating func insert(_ entity: Entity, _ table: ByteView) {
        entities.append(entity)
        var slot = Self.hash(table, entity.name) & Self.slotMask
        while slots[slot] != 0 { slot = (slot + 1) & Self.slotMask }
        slots[slot] = UInt16(entities.count)
    }

    private func find(_ input: ByteView, _ range: Range<Int>) -> Entity? {
        var slot = Self.hash(input, range) & Self.slotMask
        return htmlEntityTable.withUTF8Buffer { table in
            while slots[slot] != 0 {
                let entity = entities[Int(slots[slot]) - 1]
                if table.view(entity.name).equals(input.view(range)) { return entity }
                slot = (slot + 1) & Self.slotMask
            }
            return nil
        }
    }

    var count: Int { entities.count }

    /// FNV-1a. The table is fixed and no key of an attacker is ever inserted, so no secret is needed.
    private static func hash(_ bytes: ByteView, _ range: Range<Int>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for index in range { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
        return Int(hash ^ hash >> 15)
    }
}
