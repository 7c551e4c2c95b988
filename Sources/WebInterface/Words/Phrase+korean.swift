extension Phrase {
    var korean: String {
        switch self {
        case .otherLanguage: "English"
        case .needsScripts: "CXM은 스크립트로 화면을 그립니다. 이 브라우저는 스크립트를 실행하지 않습니다."
        case .siteMissingTitle: "웹 화면이 설치되어 있지 않습니다"
        case .siteMissingExplained:
            "서버와 API는 동작하지만 화면 파일이 없습니다. 아래 명령으로 받은 뒤 서버를 다시 시작하거나, "
                + "CXM_WEB에 파일이 있는 폴더를 지정하세요."
        }
    }
}
