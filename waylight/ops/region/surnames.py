"""Surnames of the invented children by community, the most frequent first; the tail is composed of parts."""

from __future__ import annotations

KNOWN = {
    "british": """
        Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson
        Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patterson Jackson Wood Turner
        Martin Cooper Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen James Scott
        Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson
        Bailey Collins Bell Shaw Murphy Miller Cox Richards Khan Marshall Anderson Simpson Ellis Adams
        Singh Begum Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ali Hunt Hussain Campbell
        Matthews Owen Palmer Holmes Mills Barnes Knight Lloyd Butler Russell Barker Fisher Stevens Jenkins
        Murray Dixon Harvey Graham Pearson Ahmed Fletcher Walsh Kaur Gibson Howard Andrews Stewart Elliott
        Reynolds Saunders Payne Fox Ford Pearce Day Brooks West Lawrence Cole Atkinson Bradley Spencer
        Gill Dawson Watts Burton Wells Rose Stone Williamson Hart Barrett Hawkins Francis Dean Booth Grant
        Porter Hudson Lane Ball Perry Hamilton Harper Nicholls Cooke Bird Nicholson Robertson Armstrong
        Carr Page Gardner Newton Berry Kaye Freeman Hayes Bates Lowe Chambers Gregory Burns Sutton Rowe
        Hardy Tucker Osborne Parsons Goodwin Coleman Sharp Oliver Whitehead Walters Slater Bishop Jordan
        Short Potter Hodgson Frost Sanders Warren Rhodes Lamb Poole Holland Parry Norris Charlton Gilbert
        Fuller Sharpe Cross Banks Bryant Stokes Nash Hobbs Clayton Barton Curtis Hewitt Lynch Hancock Todd
        Wade Waters Horton Dunn Moss""",
    "irish": """
        Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy
        Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLoughlin Carroll Connolly Daly O'Connell
        Wilson Dunne Brennan Burke Collins Clarke Nolan Fitzgerald Hughes Martin Maguire Nolan Flynn
        O'Callaghan O'Donnell Duffy O'Mahony Boyle Healy O'Shea Sweeney Hayes Kavanagh Power McGrath Moran
        Brady""",
    "traveller": """
        Ward Connors McDonagh Cash Doran Maughan Mongan Stokes Reilly O'Driscoll Doherty Joyce Smith Lee
        Price Casey Delaney Quilligan Sheridan Rooney Purcell Hanrahan Cawley Collins McGinley O'Leary
        Loveridge Boswell Penfold Hughes Buckland Cooper Gaskin Eastwood""",
    "african": """
        Mensah Owusu Osei Boateng Appiah Asante Agyeman Amoah Ansah Adeyemi Okafor Okonkwo Adebayo Adeleke
        Afolabi Ogunleye Olawale Balogun Bello Eze Nwosu Obi Okeke Onyeka Chukwu Ibrahim Musa Lawal
        Oyelaran Ojo Moyo Ncube Ndlovu Dube Sibanda Mutasa Chikwanha Kamara Sesay Conteh Koroma Bangura
        Jalloh Diallo Bah Barry Sow Camara Touré Ceesay Jallow Njie Kabongo Mbuyi Ilunga Kalala Tshibangu
        Mukendi Nsimba Lukaku Banza Amadi Ekwueme Oyewole Akinola Akintola Fashola Ogunbanjo Adjei Darko
        Gyamfi Quaye Tetteh Addo Baffour Annan""",
    "somali": """
        Mohamed Ali Ahmed Hassan Hussein Abdi Omar Yusuf Ibrahim Abdullahi Farah Warsame Jama Adan Aden
        Isse Elmi Nur Osman Sheikh Sharif Abdirahman Ismail Mohamud Muse Salad Dirie Hersi Guled Barre""",
    "caribbean": """
        Campbell Brown Williams Johnson Smith Francis Thompson Clarke Gordon Grant Lewis Morgan Bailey
        Reid Henry Stewart Scott Edwards Miller Graham Powell Wright Davis James Joseph Charles Pierre
        Alexander Baptiste St-Louis Bennett Blake Daley Dixon Ferguson Gayle Hylton McKenzie McLean Palmer
        Pinnock Samuels Simpson Wallace Walters Whyte""",
    "pakistani": """
        Khan Hussain Ahmed Ali Mahmood Akhtar Iqbal Shah Malik Mohammed Begum Bibi Mirza Aslam Hussein
        Rehman Butt Chaudhry Raja Sheikh Qureshi Ashraf Rashid Akram Anwar Arshad Aziz Bashir Bhatti Dar
        Farooq Ghafoor Haider Hameed Hanif Hayat Ishaq Jabeen Javed Kauser Khaliq Latif Majid Mehmood
        Munir Mushtaq Nawaz Nazir Parveen Rafiq Raza Riaz Sadiq Saeed Saleem Shafiq Siddique Sultan Tariq
        Yaqoob Younis Zaman""",
    "bangladeshi": """
        Begum Ahmed Ali Miah Khan Hussain Uddin Rahman Islam Khatun Choudhury Chowdhury Hoque Akhtar Alam
        Bibi Haque Kamal Karim Khanam Malik Mannan Mia Rashid Sultana Talukder Ullah Kabir Jahan Abedin
        Bakht Sarkar Hossain Munshi""",
    "indian": """
        Patel Singh Kaur Shah Sharma Mistry Chauhan Desai Parmar Gill Dhillon Sandhu Sidhu Grewal Bains
        Johal Dosanjh Solanki Rathod Joshi Kumar Mehta Gandhi Thakor Vaghela Lad Modi Nair Menon Reddy Rao
        Iyer Chopra Kapoor Sahota Virk Atwal Sangha""",
    "eastern": """
        Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
        Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski
        Zając Król Popa Popescu Ionescu Radu Stan Dumitru Stoica Gheorghe Rusu Munteanu Matei Constantin
        Marin Lazăr Ciobanu Dinu Ene Kazlauskas Jankauskas Petrauskas Stankevičius Bērziņš Kalniņš Ozoliņš
        Ivanov Dimitrov Petrov Georgiev Todorov Novák Svoboda Dvořák Horváth Varga Kováč Nagy Szabó Tóth
        Kovács Shevchenko Kovalenko Bondarenko Tkachenko""",
    "roma": """
        Lăcătuș Stan Mihai Dumitru Rostaș Ciurar Covaci Căldărar Stoica Pompa Horváth Gábor Kotlár Balog
        Tancoš Dunka Lakatos Ferenc Pecha Gunár Bandy Rácz Žiga Conka Giňa Cicu Tudor Velcu""",
    "portuguese": """
        Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes
        Lopes Marques Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Vieira Cardoso
        Rocha García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Muñoz""",
    "vietnamese": """
        Nguyen Nguyễn Tran Trần Le Lê Pham Phạm Hoang Hoàng Huynh Vu Vũ Vo Võ Phan Truong Bui Bùi Dang
        Đặng Do Đỗ Ngo Ho Duong Dinh Ly""",
    "chinese": """
        Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Lin Zheng Chan Wong Cheung Lam Lau Ng Ho""",
    "albanian": """
        Hoxha Shehu Prifti Dervishi Gjoka Marku Gjoni Leka Kola Hysa Lika Cela Dema Duka Kurti Meta Hasani
        Basha Bardhi Brahimi Cani Doci Doda Elezi Frroku Gega Gjeta Halili Hoti Kaja Koci Kodra Lleshi
        Lala Mema Muca Murati Ndoj Ndreu Pali Preka Qosja Rama Sula Tafa Toska Xhaferi Zefi Çela Çoku""",
    "afghan": """
        Khan Ahmadzai Stanikzai Rahimi Ahmadi Mohammadi Hussaini Karimi Noori Safi Zadran Omarkhel Sahak
        Shinwari Mangal Momand Sherzad Sultani Amiri Azizi Haidari Hakimi Hashimi Jalali Nazari Nabizada
        Popal Qaderi Rasooli Sadat Samadi Wardak Yousafzai Zazai Zamani Barakzai Hotak Alokozai Niazai
        Miakhel""",
    "kurdish": """
        Mohammed Ahmed Ali Hassan Hussein Omar Mahmood Karim Rasul Salih Hamad Aziz Rashid Abdullah
        Ibrahim Qadir Majid Amin Faraj Saeed Othman Khidir Mustafa Tofiq Hamid Sharif Rahimi Karimi Moradi
        Ahmadi Rostami Mohammadi Hosseini Ebrahimi""",
    "eritrean": """
        Tesfay Gebremedhin Gebreyesus Kidane Haile Berhane Ghebremeskel Tekle Woldu Habte Abraha Hagos
        Mehari Teklehaimanot Weldemichael Zerai Kahsay Fessehaye Ogbay Asmerom Araya Beyene Desta Kiflom
        Negash Okbay Solomon Tewelde Yohannes Mengistu Tsegay Ghirmay Ghebre Mohammed Idris""",
    "sudanese": """
        Mohamed Ahmed Adam Abdallah Ibrahim Ismail Osman Ali Hassan Abakar Idris Haroun Yahya Musa Omer
        Yousif Abdelkarim Abdelrahman Hamid Bashir Khamis Khatir Tijani Suliman Bakhit Arbab Eltayeb Elhaj
        Hamdan Nour""",
    "arabic": """
        Al-Ahmad Al-Hassan Alali Alhamad Hussein Khalil Mohammad Abdullah Ibrahim Haddad Khoury Darwish
        Hamdan Mansour Nasser Omar Qasim Saleh Shaheen Suleiman Taha Yousef Zidan Al-Khatib Alshami Othman""",
}
# Surnames of the long tail: a first part and a second part (place-name and occupational patterns).
PARTS = {
    "british": (
        """
        Ash Black Brad Bram Brom Bur Car Chad Chet Clif Col Crow Dal Den Dun East Elm Fair Far Gar Green
        Had Hal Ham Har Hart Hasel Hather Hazel Hey Hol Hor Hux Inger Kel Ken Kirk Lang Lath Ley Lin Long
        Lud Mar Mel Mid Mor Nether New Nor Oak Old Ol Pem Pen Pick Rad Rams Raven Red Rid Rock Rown Rush
        Sel Shel Sher Skel Stan Stock Strat Sut Swin Thorn Thur Under Up Wad Wal War Wat Wes Whit Win With
        Wood Wool Wor""",
        """
        ley ton ford worth shaw well field wood by ham croft bridge stead den don combe hurst land ridge
        mere wick cott gate bank stone bourne thwaite house well all ington ingham man""",
    ),
    "african": (
        "Ade Olu Oyin Ogun Akin Babu Chuku Nwa Oko Eze Kwa Nko Mba Tshi Mwa Chi",
        "bayo leke yemi tunde sola wale dele kola niyi kwe nonso mezie jike ro bi ma na nda nga la dara ngwa",
    ),
    "pakistani": (
        "Abdul Ghulam Sher Gul Noor Shah Mir Fazal Karam Allah",
        " Rehman Haq Khaliq Qadir Jan Zaman Din Baksh Dad Nawaz Hussain Rasool Ahmad Elahi",
    ),
    "eastern": (
        "Kowal Nowo Wierz Maj Zieli Kacz Ostro Gór Bor Lis Sokoł Wil Jab Dęb",
        "ski ewski owski icki ak czyk ik czak czuk enko iński",
    ),
    "afghan": (
        "Ahmad Mohammad Rahim Karim Sher Noor Gul Zar Baba Ali Saleh Omar Esa Musa",
        "zai khel zada i yar wal",
    ),
    "albanian": (
        "Gjo Ndre Pre Kol Mark Pal Zef Doc Hax Sul Bajr Ali Hys",
        "ka shi aj ni laj iu tari oku eka",
    ),
    "eritrean": (
        "Gebre Tekle Welde Habte Haile Tesfa Ghebre Kifle",
        "mariam michael selassie haimanot yesus amlak kristos medhin ab tsion egzi",
    ),
}


def table(community: str) -> list[str]:
    """The surnames of one community, most frequent first, then the composed long tail."""
    first, second = PARTS.get(community, ("", ""))
    spaced = second.startswith(" ")
    tail = [a + (" " if spaced else "") + b for a in first.split() for b in second.split()]
    known = KNOWN[community].split()
    return known + [name for name in tail if name not in set(known)]
