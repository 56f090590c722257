/// Finds all of many phrases in one pass over a text (Aho and Corasick 1975): time in proportion to the text, however many
/// phrases there are.
final class PhraseIndex: Sendable {
    /// Edges of a node: from here on in `labels` and `targets`, sorted by label; one more entry than there are nodes.
    private let edges: [Int32]
    private let labels: [UInt8]
    private let targets: [Int32]
    /// Where to go on when no edge fits: the node of the longest suffix.
    private let fallback: [Int32]
    /// The phrase that ends at a node, or -1.
    private let phrase: [Int32]
    /// The next node on the way of suffixes at which a phrase ends, or 0.
    private let suffix: [Int32]
    /// The edges of node 0, by label; 0 = none.
    private let roots: [Int32]
    private let count: Int

    /// - Parameter phrases: folded, not empty; a phrase's place is its number. Of equal ones the last counts.
    init(_ phrases: [[UInt8]]) {
        let trie = PhraseTrie(phrases)
        var edges: [Int32] = []
        var labels: [UInt8] = []
        var targets: [Int32] = []
        var roots = [Int32](repeating: 0, count: 256)
        for node in trie.phrase.indices {
            edges.append(Int32(labels.count))
            for child in trie.children(of: node).sorted(by: { trie.label[$0] < trie.label[$1] }) {
                labels.append(trie.label[child])
                targets.append(Int32(child))
                if node == 0 { roots[Int(trie.label[child])] = Int32(child) }
            }
        }
        edges.append(Int32(labels.count))
        self.edges = edges
        self.labels = labels
        self.targets = targets
        self.roots = roots
        phrase = trie.phrase
        count = phrases.count
        var fallback = [Int32](repeating: 0, count: trie.phrase.count)
        var suffix = fallback
        // Nodes nearer to the root first: the fallback of a node lies nearer than the node.
        var queue = targets[..<Int(edges[1])].map(Int.init)
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            suffix[node] = trie.phrase[Int(fallback[node])] >= 0 ? fallback[node] : suffix[Int(fallback[node])]
            for edge in Int(edges[node])..<Int(edges[node + 1]) {
                var state = Int(fallback[node])
                var target: Int?
                while true {
                    target = Self.target(of: state, labels[edge], edges, labels, targets, roots)
                    if target != nil || state == 0 { break }
                    state = Int(fallback[state])
                }
                fallback[Int(targets[edge])] = Int32(target ?? 0)
                queue.append(Int(targets[edge]))
            }
        }
        self.fallback = fallback
        self.suffix = suffix
    }

    /// The numbers of the phrases that a folded text holds.
    func phrases(in text: [UInt8]) -> PhraseSet {
        var found = PhraseSet(count: count)
        guard count > 0 else { return found }
        var state = 0
        for byte in text {
            while true {
                if let target = Self.target(of: state, byte, edges, labels, targets, roots) {
                    state = target
                    break
                }
                if state == 0 { break }
                state = Int(fallback[state])
            }
            // What ends at a node that was seen before, and at its suffixes, is known.
            var hit = phrase[state] >= 0 ? state : Int(suffix[state])
            while hit != 0, found.insert(Int(phrase[hit])) { hit = Int(suffix[hit]) }
        }
        return found
    }

    private static func target(
        of node: Int, _ label: UInt8, _ edges: [Int32], _ labels: [UInt8], _ targets: [Int32], _ roots: [Int32]
    ) -> Int? {
        if node == 0 {
            let target = roots[Int(label)]
            return target == 0 ? nil : Int(target)
        }
        var low = Int(edges[node])
        var high = Int(edges[node + 1])
        while low < high {
            let middle = (low + high) / 2
            if labels[middle] < label { low = middle + 1 } else { high = middle }
        }
        return low < Int(edges[node + 1]) && labels[low] == label ? Int(targets[low]) : nil
    }
}

/// Numbers of phrases.
struct PhraseSet: Sendable {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    func contains(_ phrase: Int) -> Bool {
        phrase >= 0 && phrase / 64 < words.count && words[phrase / 64] >> UInt64(phrase % 64) & 1 == 1
    }

    /// False if it was there already.
    mutating func insert(_ phrase: Int) -> Bool {
        guard !contains(phrase), phrase >= 0, phrase / 64 < words.count else { return false }
        words[phrase / 64] |= 1 << UInt64(phrase % 64)
        return true
    }
}

/// The phrases as a tree of their common beginnings; node 0 is the root.
private struct PhraseTrie {
    private(set) var label: [UInt8] = [0]
    private(set) var phrase: [Int32] = [-1]
    private var firstChild: [Int32] = [0]
    private var sibling: [Int32] = [0]

    init(_ phrases: [[UInt8]]) {
        for (number, bytes) in phrases.enumerated() where !bytes.isEmpty {
            var node = 0
            for byte in bytes { node = child(of: node, byte) }
            phrase[node] = Int32(number)
        }
    }

    func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var child = Int(firstChild[node])
        while child != 0 {
            children.append(child)
            child = Int(sibling[child])
        }
        return children
    }

    private mutating func child(of node: Int, _ byte: UInt8) -> Int {
        var child = Int(firstChild[node])
        while child != 0 {
            if label[child] == byte { return child }
            child = Int(sibling[child])
        }
        label.append(byte)
        phrase.append(-1)
        firstChild.append(0)
        sibling.append(firstChild[node])
        firstChild[node] = Int32(label.count - 1)
        return label.count - 1
    }
}
