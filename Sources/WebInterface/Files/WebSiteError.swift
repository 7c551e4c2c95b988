/// Why there is no web interface.
package enum WebSiteError: Error, Hashable, CustomStringConvertible {
    case missing(lookedIn: [String])
    case incomplete(String)

    package var description: String {
        switch self {
        case .missing(let folders):
            "The files of the web interface are in none of \(folders.joined(separator: ", ")). Run "
                + "script/setup, or point CXM_WEB to the folder that holds 'app' and 'vendor'."
        case .incomplete(let folder):
            "\(folder) lacks files of the web interface: it should hold 'app' (our own) and 'vendor' "
                + "(fetched). Run script/setup."
        }
    }
}
