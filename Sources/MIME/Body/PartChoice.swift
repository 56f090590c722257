/// Decides which parts are the body and which are files, from structure alone: gives each part its role.
///
/// The body is a row of segments, each a stretch of text, of HTML, or of both as two forms of the same. Parts inside an
/// enclosed message have no role: they are that message's affair.
struct PartChoice {
    /// - Parameter root: finds the child that a multipart/related says to show (RFC 2387 §3.2); nil if it says nothing.
    static func assignRoles(in nodes: inout [PartNode], root: (_ related: PartNode, _ nodes: [PartNode]) -> Int?) {
        guard !nodes.isEmpty else { return }
        withoutActuallyEscaping(root) { root in
            var choice = PartChoice(nodes: nodes, root: root)
            nodes = []
            choice.choose(0)
            nodes = choice.nodes
        }
    }

    private var nodes: [PartNode]
    private let root: (PartNode, [PartNode]) -> Int?
    private var hasBody = false
    private var segments: Int32 = 0

    private init(nodes: [PartNode], root: @escaping (PartNode, [PartNode]) -> Int?) {
        self.nodes = nodes
        self.root = root
    }

    /// Goes no deeper than the parser did, whose depth is limited.
    private mutating func choose(_ index: Int) {
        let node = nodes[index]
        switch node.media {
        case .alternative: chooseAlternative(node, index)
        case .related: chooseRelated(node)
        case .signed: chooseFirst(node)
        case .report:
            chooseFirst(node)
            forEachChild(of: node) { choice, child in
                if choice.nodes[child].media.isStatus { choice.nodes[child].role = .none }
            }
        case .encrypted: forEachChild(of: node) { $0.attach($1) }
        default:
            if node.media.isMultipart { forEachChild(of: node) { $0.choose($1) } } else { chooseLeaf(node, index) }
        }
    }

    private mutating func chooseLeaf(_ node: PartNode, _ index: Int) {
        // Files that stand in a text; the content of an enclosed message has no role here.
        if node.isLeaf { forEachChild(of: node) { $0.attach($1) } }
        let isBodyType = node.media == .textPlain || node.media == .textHTML
        guard isBodyType, node.disposition != .attachment, !node.hasFileName || !hasBody else {
            attach(index)
            return
        }
        hasBody = true
        nodes[index].role = .body
        nodes[index].segment = segments
        segments += 1
    }

    /// The last part that can be shown wins, for text and for HTML each.
    private mutating func chooseAlternative(_ node: PartNode, _ index: Int) {
        let first = segments
        let hadBody = hasBody
        var texts: Range<Int>?
        var htmls: Range<Int>?
        var child = node.firstChild
        while child >= 0 {
            // Each is a first body of its own.
            hasBody = hadBody
            choose(Int(child))
            let next = nodes[Int(child)].nextSibling
            let below = Int(child)..<endOfNodes(below: Int(child))
            let hasTexts = below.contains { isBody($0, .textPlain) }
            let hasHTMLs = below.contains { isBody($0, .textHTML) }
            // Text beside HTML, such as the footer of a list, does not replace a text that stands for all.
            if hasTexts, !hasHTMLs || texts == nil { texts = below }
            if hasHTMLs { htmls = below }
            child = next
        }
        for place in index..<endOfNodes(below: index) where nodes[place].role == .body {
            let winner = nodes[place].media == .textPlain ? texts : htmls
            if winner?.contains(place) == true {
                nodes[place].segment = first
            } else {
                nodes[place].role = .none
                nodes[place].segment = -1
            }
        }
        hasBody = hadBody || texts != nil || htmls != nil
        segments = first + (texts != nil || htmls != nil ? 1 : 0)
    }

    private func isBody(_ place: Int, _ media: MediaType) -> Bool {
        nodes[place].role == .body && nodes[place].media == media
    }

    private mutating func chooseRelated(_ node: PartNode) {
        let shown = root(node, nodes) ?? Int(node.firstChild)
        forEachChild(of: node) { choice, child in
            let part = choice.nodes[child]
            if child == shown {
                choice.choose(child)
            } else if part.contentIDField >= 0, part.isLeaf, !part.media.isText {
                choice.nodes[child].role = .inline
            } else {
                choice.attach(child)
            }
        }
    }

    private mutating func chooseFirst(_ node: PartNode) {
        let first = Int(node.firstChild)
        forEachChild(of: node) { choice, child in
            if child == first { choice.choose(child) } else { choice.attach(child) }
        }
    }

    /// Makes all leaves and messages below a part attachments.
    private mutating func attach(_ index: Int) {
        if nodes[index].media.isMultipart {
            forEachChild(of: nodes[index]) { $0.attach($1) }
        } else {
            nodes[index].role = .attachment
        }
    }

    private mutating func forEachChild(of node: PartNode, _ body: (inout PartChoice, Int) -> Void) {
        var child = node.firstChild
        while child >= 0 {
            let next = nodes[Int(child)].nextSibling
            body(&self, Int(child))
            child = next
        }
    }

    /// Behind the last node below `index`.
    private func endOfNodes(below index: Int) -> Int {
        var last = index
        while nodes[last].lastChild >= 0 { last = Int(nodes[last].lastChild) }
        return last + 1
    }
}
