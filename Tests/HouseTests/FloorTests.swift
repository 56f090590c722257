import Testing

@Suite struct FloorTests {
    @Test("every module of the package has its floor, and every floor's modules exist")
    func plan() throws {
        let targets = try Repository.targets().filter { !$0.isTest }.map(\.name)
        #expect(Set(targets) == House.floors.reduce(into: [House.support]) { $0.formUnion($1) })
    }

    @Test("no module depends on a higher floor")
    func upwards() throws {
        for target in try Repository.targets() where !target.isTest {
            let floor = try #require(House.floor(of: target.name), "\(target.name) has no floor")
            for dependency in target.dependencyNames {
                guard let below = House.floor(of: dependency) else { continue }
                #expect(below <= floor, "\(target.name) depends upwards on \(dependency)")
            }
        }
    }

    @Test("no modules depend on each other in a circle")
    func circles() throws {
        var open = Dictionary(
            uniqueKeysWithValues: try Repository.targets().map { ($0.name, Set($0.dependencyNames)) })
        let own = Set(open.keys)
        for name in own { open[name]?.formIntersection(own) }
        // What depends on nothing that is left can be taken away, until only circles are left.
        while let free = open.first(where: { $0.value.isEmpty })?.key {
            open[free] = nil
            for name in own { open[name]?.remove(free) }
        }
        #expect(open.isEmpty)
    }

    @Test("a target declares every module and product that it imports")
    func undeclared() throws {
        let known = Set(try Repository.targets().map(\.name)).union(House.keepers.keys)
        for target in try Repository.targets() where target.hasSwift {
            let imported = try imports(of: target).intersection(known)
            #expect(imported.subtracting(target.dependencyNames).isEmpty, "\(target.name)")
        }
    }

    @Test("a module imports all that it declares")
    func unused() throws {
        for target in try Repository.targets() where target.hasSwift && !target.isTest {
            #expect(Set(target.dependencyNames).subtracting(try imports(of: target)).isEmpty, "\(target.name)")
        }
    }

    private func imports(of target: PackageTarget) throws -> Set<String> {
        let files =
            target.name == House.support
            ? Repository.testSources.filter { $0.module == "Support" }
            : (Repository.sources + Repository.testSources).filter { $0.module == target.name }
        try #require(!files.isEmpty, "\(target.name) has no files")
        return files.reduce(into: []) { $0.formUnion($1.imports) }
    }
}
