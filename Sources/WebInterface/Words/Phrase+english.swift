extension Phrase {
    var english: String {
        switch self {
        case .otherLanguage: "한국어"
        case .needsScripts: "CXM draws its pages with scripts; this browser does not run them."
        case .siteMissingTitle: "The web interface is not installed"
        case .siteMissingExplained:
            "The server runs and its API answers, but the files of the pages are missing. Fetch them "
                + "and start the server again, or point CXM_WEB to their folder:"
        }
    }
}
