extension Phrase {
    var korean: String {
        switch self {
        case .otherLanguage: "English"
        case .needsScripts: "CXM은 스크립트로 화면을 그립니다. 이 브라우저는 스크립트를 실행하지 않습니다."
        case .siteMissingTitle: "웹 화면이 설치되어 있지 않습니다"
        case .siteMissingExplained:
            "서버와 API는 동작하지만 화면 파일이 없습니다. 아래 명령으로 받은 뒤 서버를 다시 시작하거나, "
                + "CXM_WEB에 파일이 있는 폴더를 지정하세요."
        case .signInTitle: "로그인 링크가 필요합니다"
        case .signInExplained:
            "서버를 시작하면 로그인 링크가 출력됩니다. 링크는 한 브라우저에서 한 번만 쓸 수 있습니다."
        case .signInRestart: "새 링크를 받으려면 서버를 멈추고 다시 시작하세요."
        }
    }
}
