/// The seventeen 시/도; the Korean name is the stored value.
package enum Region: String, Labelled {
    case seoul = "서울특별시"
    case busan = "부산광역시"
    case daegu = "대구광역시"
    case incheon = "인천광역시"
    case gwangju = "광주광역시"
    case daejeon = "대전광역시"
    case ulsan = "울산광역시"
    case sejong = "세종특별자치시"
    case gyeonggi = "경기도"
    case gangwon = "강원특별자치도"
    case chungbuk = "충청북도"
    case chungnam = "충청남도"
    case jeonbuk = "전북특별자치도"
    case jeonnam = "전라남도"
    case gyeongbuk = "경상북도"
    case gyeongnam = "경상남도"
    case jeju = "제주특별자치도"

    package var label: Label { Label(rawValue, english) }

    private var english: String {
        switch self {
        case .seoul: "Seoul"
        case .busan: "Busan"
        case .daegu: "Daegu"
        case .incheon: "Incheon"
        case .gwangju: "Gwangju"
        case .daejeon: "Daejeon"
        case .ulsan: "Ulsan"
        case .sejong: "Sejong"
        case .gyeonggi: "Gyeonggi"
        case .gangwon: "Gangwon"
        case .chungbuk: "North Chungcheong"
        case .chungnam: "South Chungcheong"
        case .jeonbuk: "North Jeolla"
        case .jeonnam: "South Jeolla"
        case .gyeongbuk: "North Gyeongsang"
        case .gyeongnam: "South Gyeongsang"
        case .jeju: "Jeju"
        }
    }

    /// Members per hundred: roughly where people live, leaning to the capital like app users do.
    static let shares: [(Region, Double)] = [
        (.seoul, 24), (.gyeonggi, 28), (.incheon, 6), (.busan, 6), (.gyeongnam, 5.5),
        (.daegu, 4.5), (.gyeongbuk, 4), (.chungnam, 3.8), (.jeonnam, 2.8), (.jeonbuk, 2.9),
        (.chungbuk, 2.8), (.gangwon, 2.5), (.daejeon, 3), (.gwangju, 2.8), (.ulsan, 2),
        (.jeju, 1.2), (.sejong, 0.8),
    ]
}
