/// A file or folder is named after its idea, not after a drawer.
enum NameRules {
    private static let drawers: Set<Substring> = [
        "core", "util", "utils", "utilities", "helper", "helpers", "common", "extensions", "misc",
    ]

    static func breaches(of path: String) -> [Breach] {
        let words = path.split { "/+.".contains($0) }.map { Substring($0.lowercased()) }
        guard let drawer = words.first(where: { drawers.contains($0) }) else { return [] }
        return [
            Breach(path, "'\(drawer)' is a drawer: name the idea, or the verb of an extension.")
        ]
    }
}
