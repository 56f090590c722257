import Replies

/// Numbers of payment cards: 13 to 19 digits, in one piece or in the groups that cards show, with a right last digit.
/// Order numbers, whose groups are others, are none.
enum CardNumber {
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            guard FoldedText.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count,
                FoldedText.isDigit(bytes[end])
                    || end + 1 < bytes.count && " -".utf8.contains(bytes[end]) && FoldedText.isDigit(bytes[end + 1])
            {
                end += 1
            }
            let stands =
                index == 0 || !FoldedText.isWordByte(bytes[index - 1]) && !"-/.#".utf8.contains(bytes[index - 1])
            if stands, end == bytes.count || !FoldedText.isWordByte(bytes[end]), isCard(bytes[index..<end]) {
                found.append(index..<end)
            }
            index = end
        }
        return found
    }

    private static func isCard(_ number: ArraySlice<UInt8>) -> Bool {
        let digits = number.filter(FoldedText.isDigit).map { Int($0) - 0x30 }
        guard (13...19).contains(digits.count), lengths(digits).contains(digits.count) else { return false }
        let groups = number.split { !FoldedText.isDigit($0) }.map(\.count)
        guard groups.count == 1 && digits.count > 13 || shownGroups.contains(groups) else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, place in
            let value = place.offset.isMultiple(of: 2) ? place.element : place.element * 2
            return sum + (value > 9 ? value - 9 : value)
        }
        return sum.isMultiple(of: 10)
    }

    private static let shownGroups: Set<[Int]> = [
        [4, 4, 4, 4], [4, 4, 4, 4, 3], [4, 6, 5], [4, 6, 4], [4, 3, 3, 3], [4, 4, 4, 2], [4, 4, 5],
    ]

    /// How long the numbers of the issuer are that begin so.
    private static func lengths(_ digits: [Int]) -> Set<Int> {
        let two = digits[0] * 10 + digits[1]
        switch two {
        case 40...49: return [13, 16, 19]
        case 51...55, 22...27: return [16]
        case 34, 37: return [15]
        case 30, 36, 38, 39: return [14]
        case 35: return [16]
        case 50, 56...58: return [13, 14, 15, 16, 17, 18, 19]
        case 60...69: return [16, 17, 18, 19]
        default: return []
        }
    }
}
