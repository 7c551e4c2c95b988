import Foundation

/// The files that paths and patterns name, in the order of their names.
///
///     try InputFiles.matching(["logs/*.csv.gz", "extra.parquet"])
///
/// Cost: one look into each folder on the way.
enum InputFiles {
    /// Throws where a pattern matches nothing; a file that matches twice is read once.
    static func matching(_ patterns: [String]) throws -> [InputFile] {
        var files: [InputFile] = []
        for pattern in patterns {
            let paths = try paths(matching: pattern)
            guard !paths.isEmpty else { throw OperationError.noFile(matching: pattern) }
            for path in paths {
                let file = try InputFile(path: path)
                if !files.contains(where: { $0.path == file.path }) { files.append(file) }
            }
        }
        return files
    }

    private static func paths(matching pattern: String) throws -> [String] {
        if FileManager.default.fileExists(atPath: pattern) { return [pattern] }
        var found = [pattern.hasPrefix("/") ? "/" : ""]
        for part in pattern.split(separator: "/") {
            found = found.flatMap { next(part: String(part), in: $0) }
        }
        return found.sorted()
    }

    private static func next(part: String, in folder: String) -> [String] {
        func path(_ name: String) -> String {
            folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
        }
        guard part.contains(where: { "*?[".contains($0) }) else {
            return FileManager.default.fileExists(atPath: path(part)) ? [path(part)] : []
        }
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: folder.isEmpty ? "." : folder)
        return (names ?? []).filter {
            NamePattern.matches(Array($0), Array(part))
        }.map(path)
    }
}
