"""Other ways in which one name is written: nicknames, transliterations, anglicised forms."""

from __future__ import annotations

import random
from functools import cache

from waylight.ops.region.typing_errors import pairs

# One line a family: any may stand for any other.
NICKNAMES = """\
Thomas Tom Tommy|James Jim Jimmy Jamie|Joshua Josh|Daniel Dan Danny|Oliver Ollie Olly
Charles Charlie|William Will Bill Billy Liam|Samuel Sam Sammy|Benjamin Ben Benji
Alexander Alex Xander Sandy|Matthew Matt Matty|Joseph Joe Joey|Nathan Nate|Nathaniel Nate Nathan
Christopher Chris Kris|Michael Mike Mikey Mick|Robert Rob Bob Bobby|David Dave Davey
Andrew Andy Drew|Edward Ed Eddie Ted Teddy|Anthony Tony Ant|Jonathan Jon Jonny John|John Johnny Jack
Zachary Zac Zak Zack|Lewis Louis Lou|Cameron Cam|Bradley Brad|Frederick Freddie Fred
Harry Harold Harrison|Henry Harry|Stephen Steven Steve Stevie|Patrick Pat Paddy|Nicholas Nick Nicky
Dominic Dom|Gabriel Gabe|Timothy Tim Timmy|Callum Calum Cal|Connor Conor Con|Kieran Ciaran Kieron
Sean Shaun Shawn|Rhys Reece Reese|Jayden Jaden Jaydon Jaiden|Kayden Kaiden Caiden Cayden
Aidan Aiden Ayden|Ethan Ethen|Tyler Ty|Tobias Toby|Archibald Archie|Alfred Alfie Alf
Elliot Elliott Eliot|Philip Phillip Phil|Stuart Stewart Stu|Geoffrey Jeff|Jeremiah Jerry Jez
Emmanuel Manny Emanuel|Jessica Jess Jessie|Sophie Soph Sophia|Olivia Liv Livvy
Charlotte Charlie Lottie Lotty|Megan Meg Meghan|Amelia Amy Millie|Eleanor Ellie Elle Nell
Isabella Bella Izzy Isabelle|Isabelle Izzy Bella|Abigail Abi Abbie|Georgia George Georgie
Bethany Beth|Lauren Loz|Caitlin Kaitlyn Katelyn Cait|Rebecca Becky Becca Bex
Elizabeth Liz Lizzie Beth Eliza Libby|Katherine Kate Katie Kathy Kat
Catherine Kate Cathy Katie Kathryn|Margaret Maggie Meg Peggy|Victoria Vicky Tori Vikki
Samantha Sam Sammy|Stephanie Steph Stevie|Alexandra Alex Lexi Sandra|Danielle Dani Danni
Natasha Tasha Nat|Nicole Nikki Nic|Kimberley Kim Kimmy|Jasmine Jas Jaz Jasmin Yasmin
Madison Maddie Maddison|Francesca Fran Frankie Chess|Harriet Hattie|Matilda Tilly Tilda
Penelope Penny|Phoebe Phebe|Chloe Chlo Cloe|Hannah Hanna Han|Hollie Holly|Molly Mollie|Zoe Zoey
Leah Lea Lia|Kayleigh Kaylee Kayley|Courtney Court|Shannon Shan|Tiffany Tiff|Melissa Mel Missy
Imogen Immy|Josephine Josie Jo|Aaliyah Aliyah Aliya|Bridget Biddy Bridie|Kathleen Kath Kathy
Winifred Winnie|Mary Maria Marie|Aleksander Alex Olek Alexander|Aleksandra Ola Alexandra Alex
Jakub Kuba Jacob|Mateusz Mati Matthew|Michał Michael Michal|Piotr Peter Piotrek|Paweł Pawel Paul
Krzysztof Krzys Chris|Wojciech Wojtek|Małgorzata Gosia Malgorzata|Katarzyna Kasia|Agnieszka Aga
Wiktoria Victoria Wika|Zofia Zosia Sophie|Alexandru Alex Sandu|Andrei Andrew Andi|Mihai Michael
Ștefan Stefan Stephen|Tomáš Tomas Thomas|Lukáš Lukas Lucas|Oleksandr Sasha Alex Aleksandr
Dmytro Dima Dmitri|Temitope Temi Tope|Oluwaseun Seun|Tobiloba Tobi|Babatunde Tunde|Damilola Dami
Ayodele Ayo Dele|Chinedu Nedu Edu|Chukwuemeka Emeka|Adaeze Ada|Chiamaka Amaka|João Joao John
José Jose Joe|Pedro Peter|Tiago James|Inês Ines Agnes"""

TRANSLITERATIONS = """\
Mohammed Muhammad Mohamed Mohammad Muhammed Mohamad Mohamod Muhamad Mahamed|Ahmed Ahmad Achmed Ahmet
Hussain Hussein Husain Hossein Hossain Hussien|Hassan Hasan Hassen
Yusuf Yousuf Yousef Yusef Yousif Youssef Yousaf Yosuf|Ibrahim Ebrahim Ibraheem Ibrahem
Omar Umar Omer|Usman Osman Othman Uthman|Abdullah Abdulla Abdallah Abdullahi Abdellah
Ismail Ismael Esmail Ismaeel|Khalid Khaled Halid|Mustafa Mostafa Mustapha Moustafa
Sulaiman Suliman Suleiman Soliman Solaiman|Jamal Gamal Jamaal|Tariq Tarek Tarik Tareq
Karim Kareem Kerim|Rahim Raheem|Rahman Rehman Rahmaan|Abdulrahman Abdelrahman
Abdirahman Abdurahman Abdurrahman|Saeed Said Saed Sayed|Bilal Belal Bilaal|Hamza Hamzah Hamzeh
Idris Idrees Edris Idriss|Zain Zayn Zane Zein|Haris Harris Haaris
Zakaria Zekaria Zekarias Zakariya Zakariah|Mahmoud Mahmood Mehmood Mahmud|Mehdi Mahdi|Reza Raza Rida
Ali Aly Alie|Musa Moussa Mousa Mosa|Isa Eesa Issa Essa Eisa|Yahya Yahia Yehya|Nur Noor Nour
Faisal Faysal Feisal|Salim Saleem Selim|Shahid Shaheed|Aziz Azeez|Hamid Hameed|Rashid Rasheed Rachid
Majid Majeed|Farid Fareed|Jawad Jawed Javed Javaid|Zaman Zamaan|Nasir Naser Nasser
Samiullah Sami Samiulla Samioulah|Najibullah Najib Najeebullah|Rahmatullah Rahmat Rahmatollah
Zabihullah Zabiullah Zabi Zabihollah|Hamidullah Hameedullah|Shafiqullah Shafiq Shafiqulla
Sediqullah Siddiqullah Sadiqullah|Asadullah Assadullah Asad|Noorullah Nurullah Norullah
Ehsanullah Ihsanullah|Basir Baseer|Aisha Ayesha Aysha Aicha Aesha
Fatima Fatimah Fathima Fatma Fatema|Khadija Khadeeja Khadijah Kadija Khadiza
Maryam Mariam Miriam Maryan Mariyam|Zainab Zaynab Zeinab Zeynab|Amina Aminah Ameena|Zahra Zehra Zara
Leyla Layla Leila Laila|Hawa Hauwa Howa|Halima Haleema|Safia Safiya Saffiyah|Yasmin Yasmeen Jasmin
Sumaya Sumaiya Sumayyah|Nadia Nadya|Saima Sayma|Begum Begam Begom|Khan Khaan|Sheikh Shaikh Shaykh
Qureshi Quraishi Koreshi|Chaudhry Choudhry Choudhury Chowdhury Chaudhary
Siddique Siddiq Sadiq Siddiqui|Akhtar Akther Akter|Miah Mia Mea Meah|Uddin Udin Ud-Din
Hoque Haque Haq Hok|Khatun Khatoon|Filmon Philmon Filimon|Yonas Jonas Yunas|Henok Henock Enoch
Yohannes Johannes Yohanes|Tesfay Tesfai Tesfaye|Dawit Dawid David|Samuel Samiel Samuiel
Robel Robiel Ruebel|Merhawi Merhawe Mirhawi|Natnael Natanael Nathnael|Kidane Kidanu|Amanuel Emanuel
Gebremedhin Ghebremedhin Gebremedhn|Gebreyesus Ghebreyesus Gebryesus|Teklehaimanot Tekle-Haimanot
Bethlehem Betelhem|Ahmadzai Ahmadzay Ahmadzei|Stanikzai Stanekzai Stanikzay
Yousafzai Yusufzai Yousufzai|Rahimi Raheemi|Hussaini Hosseini|Mohammadi Mohamadi Muhammadi
Karimi Kareemi|Noori Nuri Nouri|Amiri Ameeri|Azizi Azizy|Shinwari Shinwary Shenwari
Nguyen Nguyễn Ngyuen|Tran Trần|Pham Phạm|Hoang Hoàng Huang|Vu Vũ Wu|Duc Đức|Dung Dũng|Tuan Tuấn
Hung Hùng|Huynh Hyunh|Xhesika Jessica Xhessika|Xhulio Julio Giulio|Klajdi Klaidi Claidi
Kristi Christi|Enkeleda Enkelejda|Hoxha Hodja Hoxhaj|Çela Cela Chela|Shehu Shehi|Gjoka Gjokaj
Hysa Hisa|Abdi Abdy|Warsame Warsama|Farah Faarax Farax|Jama Jaamac|Hodan Hodhan
Shevchenko Szewczenko Chevchenko|Kovalenko Kowalenko|Ivanov Ivanoff Iwanow|Dimitar Dimiter
Georgi Georgy|Adam Adem Aadam|Abakar Abaker Abubaker Abu-Bakr|Haroun Harun Haroon Haroun
Karwan Karwaan|Rebin Rebeen|Sherwan Sherwaan|Oluwaseyi Seyi|Okonkwo Okonkwor|Mensah Mensa
Owusu Owuso|Boateng Boatin|Diallo Jallo Jalloh Jallow|Touré Toure Turay"""


def _families(text: str) -> list[list[str]]:
    return [family.split() for line in text.splitlines() for family in line.split("|")]


@cache
def nicknames() -> dict[str, list[str]]:
    """Each forename with the short and spelling forms it goes by."""
    return _table(NICKNAMES)


@cache
def transliterations() -> dict[str, list[str]]:
    """Each name from another script with the other ways in which it is written in Latin letters."""
    return _table(TRANSLITERATIONS)


@cache
def kin() -> dict[str, str]:
    """Each name with one name that stands for all its forms, nicknames and transliterations together."""
    head: dict[str, str] = {}
    for text in (TRANSLITERATIONS, NICKNAMES):
        for family in _families(text):
            known = next((head[name] for name in family if name in head), family[0])
            for name in family:
                head.setdefault(name, known)
    return head


def _table(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for family in _families(text):
        for name in family:
            found.setdefault(name, []).extend(other for other in family if other != name)
    return found


# How sounds of other scripts are written, one way and another; either may stand for the other.
SOUNDS = pairs(
    "ee i oo u ou u kh k q k gh g w v y i ai ay ei ey j dj sh ch ch tch z s ph f dh d th t e a o u i e aa a "
    "ul ol x ks c k mm m ss s ll l nn n iy y ia iya ah a"
)


def respell(name: str, rng: random.Random) -> str:
    """The name as somebody might write it who heard it in another language."""
    lower = name.lower()
    pairs = [pair for pair in SOUNDS + [(new, old) for old, new in SOUNDS] if pair[0] in lower[1:]]
    if not pairs:
        return name
    old, new = rng.choice(pairs)
    at = lower.index(old, 1)
    return name[:at] + new + name[at + len(old) :]
