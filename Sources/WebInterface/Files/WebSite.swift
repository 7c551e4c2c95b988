import Columns
import Foundation

/// The files that browsers load: our own (`app`) and those of others (`vendor`), in one folder.
///
///     let site = try WebSite(folder: ".setup/web", isLive: false)
///     site.address("app/main.js")   // "/assets/9f86d081/app/main.js"
///
/// An address holds a hash of all files, so browsers keep what they have until something changes.
/// Cost: reads and packs everything once, a fraction of a second; then nothing.
package struct WebSite: Sendable {
    package let folder: String
    /// Whether files are read again at each request, for those who write them.
    package let isLive: Bool
    /// A hash of all files.
    package let version: String
    private let files: [String: WebFile]

    package init(folder: String, isLive: Bool) throws(WebSiteError) {
        self.folder = folder
        self.isLive = isLive
        let names = try Self.names(in: folder)
        var files: [String: WebFile] = [:]
        for name in names {
            files[name] = Self.read(name, in: folder, packs: !isLive)
        }
        guard files[Self.start] != nil, files[Self.foundation] != nil else {
            throw .incomplete(folder)
        }
        self.files = files
        version = isLive ? "live" : Self.hash(names.compactMap { files[$0]?.entityTag })
    }

    /// What every page begins with, from us and from others.
    static let start = "app/main.js"
    static let foundation = "vendor/preact.js"

    /// The file of this name, such as `app/main.js`.
    package func file(_ name: String) -> WebFile? {
        guard Self.isPlain(name) else { return nil }
        return isLive ? Self.read(name, in: folder, packs: false) : files[name]
    }

    package func address(_ name: String) -> String {
        Address.assetPrefix + version + "/" + name
    }

    /// Names of our own files in a folder of `app`, in order.
    func names(in folder: String, endingWith suffix: String) -> [String] {
        files.keys.filter { name in
            name.hasPrefix(folder) && name.hasSuffix(suffix)
                && !name.dropFirst(folder.count).contains("/")
        }.sorted()
    }

    /// No way out of the folder, and nothing hidden.
    private static func isPlain(_ name: String) -> Bool {
        name.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
    }
}

extension WebSite {
    /// Every file below `app` and `vendor`; the two may be links.
    private static func names(in folder: String) throws(WebSiteError) -> [String] {
        var names: [String] = []
        for part in ["app", "vendor"] {
            let root = URL(fileURLWithPath: folder + "/" + part).resolvingSymlinksInPath()
            guard let below = FileManager.default.enumerator(atPath: root.path) else {
                throw .incomplete(folder)
            }
            for case let name as String in below where WebFile.contentType(of: name) != nil {
                names.append(part + "/" + name)
            }
        }
        return names.sorted()
    }

    private static func read(_ name: String, in folder: String, packs: Bool) -> WebFile? {
        guard let contentType = WebFile.contentType(of: name),
            let data = FileManager.default.contents(atPath: folder + "/" + name)
        else { return nil }
        let bytes = [UInt8](data)
        let gains = packs && !name.hasSuffix(".woff2")
        return WebFile(
            contentType: contentType, bytes: bytes,
            packed: gains ? PackedBytes.gzip(bytes, level: 9) : nil,
            entityTag: "\"\(hex(checksumOf(bytes)))-\(bytes.count)\"")
    }

    private static func hash(_ tags: [String]) -> String {
        hex(checksumOf(Array(tags.joined().utf8)))
    }

    private static func hex(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
