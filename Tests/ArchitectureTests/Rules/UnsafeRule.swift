/// Raw memory has one home: layer 1, and the drivers that wrap a library of C.
enum UnsafeRule {
    static func breaches(in source: SwiftSource, _ list: PackageList) -> [Breach] {
        guard !homes(list).contains(source.target) else { return [] }
        return source.breaches(
            of: #/\bunsafe\b/#, word: "unsafe",
            "'unsafe' is written only in \(homes(list).sorted().joined(separator: ", ")): let one "
                + "of them hand out a span.")
    }

    private static func homes(_ list: PackageList) -> Set<String> {
        let memory = list.targets.filter { $0.layer == 1 && $0.kind == .swift }
        let wrappers = list.drivers.filter { driver in
            driver.dependencies.contains { list.target($0)?.kind == .c }
        }
        return Set((memory + wrappers).map(\.name))
    }
}
