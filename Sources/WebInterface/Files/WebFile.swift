/// A file that browsers load.
package struct WebFile: Sendable {
    package let contentType: String
    package let bytes: [UInt8]
    /// The same packed as gzip; nil where that would gain nothing, or is not wanted.
    package let packed: [UInt8]?
    /// Tells versions of the file apart, quoted as the header wants it.
    package let entityTag: String

    /// What a file of this name is; nil for kinds that browsers get none of.
    ///
    ///     WebFile.contentType(of: "main.js")   // "text/javascript; charset=utf-8"
    static func contentType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "woff2": "font/woff2"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }
}
