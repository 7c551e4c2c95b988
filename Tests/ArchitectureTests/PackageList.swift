import TestSupport

/// The targets of `Package.swift` in its order, read as text: SwiftPM cannot describe a package
/// while it runs the package's tests.
struct PackageList {
    enum Kind { case swift, c, test }

    struct Target: Hashable {
        let name: String
        let kind: Kind
        /// The number of the comment `// Layer N` above it; nil below the sources.
        let layer: Int?
        let dependencies: [String]
    }

    let targets: [Target]

    static func current() throws -> PackageList {
        PackageList(parsing: try Repository.text("Package.swift"))
    }

    init(parsing text: String) {
        var list = text[...]
        if let start = text.firstMatch(of: #/\n    targets: \[/#) {
            list = text[start.range.upperBound...]
        }
        var targets: [Target] = []
        var layer: Int?
        var comment = list.startIndex
        let calls = list.matches(
            of: #/(layer|tests|\.target|\.systemLibrary|\.executableTarget|\.testTarget)\(/#)
        for (index, call) in calls.enumerated() {
            layer = Self.layer(in: list[comment..<call.range.lowerBound], before: layer)
            comment = call.range.upperBound
            let end = index + 1 < calls.count ? calls[index + 1].range.lowerBound : list.endIndex
            targets += [Self.target(call.1, list[comment..<end], layer)].compactMap { $0 }
        }
        self.targets = targets
    }

    func target(_ name: String) -> Target? { targets.first { $0.name == name } }

    func position(_ name: String) -> Int? { targets.firstIndex { $0.name == name } }

    /// A driver speaks to one kind of outside world: it stands in layer 3 on a protocol of that layer,
    /// whose name begins its own (`WarehouseDuckDB` on `Warehouses`).
    var drivers: [Target] {
        targets.filter { target in
            target.layer == 3
                && target.dependencies.contains { name in
                    let stem = name.hasSuffix("s") ? name.dropLast() : name[...]
                    let isProtocol =
                        self.target(name).map { $0.layer == 3 && $0.kind == .swift } ?? false
                    return isProtocol && target.name.hasPrefix(stem)
                }
        }
    }

    private static func layer(in comments: Substring, before: Int?) -> Int? {
        if let match = comments.firstMatch(of: #/// Layer (\d)/#) { return Int(match.1) }
        return comments.contains("// Tests") ? nil : before
    }

    private static func target(_ call: Substring, _ text: Substring, _ layer: Int?) -> Target? {
        guard let name = text.firstMatch(of: #/"([^"]+)"/#) else { return nil }
        let kind: Kind =
            if layer == nil { .test } else if call == "layer" || text.contains("swiftSettings") {
                .swift
            } else { .c }
        return Target(
            name: String(name.1), kind: kind, layer: layer, dependencies: dependencies(in: text))
    }

    private static func dependencies(in text: Substring) -> [String] {
        guard let start = text.firstMatch(of: #/(?:uses|dependencies): \[/#) else { return [] }
        let names = text[start.range.upperBound...].prefix { $0 != "]" }
            .replacing(#/package: "[^"]*"/#, with: "")
        return names.matches(of: #/"([^"]+)"/#).map { String($0.1) }
    }
}
