"""Forenames of the invented children, by community and sex, the most frequent first."""

from __future__ import annotations

BOYS = {
    "british": """
        Jack Harry Thomas James Joshua Daniel Oliver Callum Charlie Ryan Liam William Connor Tyler Jayden
        Alfie Samuel Luke George Jake Kieran Joseph Lewis Matthew Nathan Benjamin Ethan Alexander Adam
        Logan Riley Mason Oscar Jamie Kyle Bradley Reece Aaron Cameron Leo Max Archie Dylan Michael Kai
        Toby Owen Noah Jacob Robert David Christopher Andrew Edward Harvey Finley Freddie Henry Isaac
        Zachary Brandon Jordan Corey Declan Rhys Ellis Louis Theo Taylor Ashton Billy Bobby Tommy Frankie
        Jude Caleb Tobias Zak Kaiden Kayden Caiden Jaiden Morgan Elliot Elliott Gabriel Dominic Stephen
        Steven Anthony Jonathan Nicholas Patrick Peter Richard Mark Stanley Albert Arthur Ralph Reuben
        Rory Ross Scott Sean Shane Spencer Stuart Troy Wayne Lennon Levi Marley Mitchell Nathaniel Blake
        Brody Carter Chase Cole Cody Curtis Damon Dean Dominik Ewan Felix Finn Fraser Gareth Glen Hayden
        Hugo Jasper Joel Justin Keegan Kenzie Lee Marcus Martin Miles Nico Preston Quinn Roman Rowan Rufus
        Sebastian Sonny Teddy Timothy Tristan Vincent Xavier Zane Zebulon Siôn Dafydd Rhodri Iestyn""",
    "irish": """
        Conor Cian Sean Seán Oisín Patrick Darragh Fionn Eoin Ciarán Cillian Rory Declan Liam Finbar
        Pádraig Brendan Niall Cormac Ronan Tadhg Diarmuid Shane Aidan Colm Donal Killian Lorcan Michael
        James Daniel""",
    "traveller": """
        John Patrick Michael James Martin Thomas Paddy Johnny Jimmy Tommy Simey Miley Bernard Edward Larry
        Denny Jerry Felix Francis Hughie Dinny Levi Nelson Elijah Righteous Hezekiah Walter Charlie
        William""",
    "african": """
        David Emmanuel Daniel Joshua Samuel Michael Joseph Tobi Tobiloba Ayo Ayodele Chidi Chinedu Emeka
        Ifeanyi Kwame Kofi Kwaku Kojo Yaw Olamide Oluwaseun Segun Tunde Femi Babatunde Blessing Precious
        Godwin Prince Jeremiah Elijah Isaiah Nathaniel Malachi Caleb Israel Temitope Damilola Olumide
        Kelechi Obinna Uche Nnamdi Tafadzwa Tinashe Takudzwa Farai Tendai Musa Lamin Abdoulaye Amadou
        Ousmane Mamadou Ibrahima Alhassan Kwabena Cedric Jean Christian Trésor Glody Héritier Patrick
        Junior Exaucé""",
    "somali": """
        Mohamed Abdi Ahmed Abdirahman Abdullahi Yusuf Ibrahim Hassan Hussein Ali Omar Abdulkadir Mahad
        Liban Zakaria Ismail Khalid Mustafa Ayub Bilal Farah Guled Hamza Jama Mukhtar Nur Saeed Sharif
        Warsame Yahya""",
    "caribbean": """
        Jayden Tyrone Jerome Marcus Tyrell Kieran Malachi Nathaniel Isaiah Elijah Andre Dwayne Jermaine
        Kadeem Kemar Omari Romario Shaquille Tyrese Zion Jahmal Jahmari Kymani Leon Levi Malik Rashaan
        Ricardo Rohan Shemar Tafari Theo Devonte Deshawn Dante Curtis Corey Aaron Reuben Joshua Daniel
        Jordan Micah Amari""",
    "pakistani": """
        Mohammed Muhammad Ali Hamza Hassan Ibrahim Usman Umar Bilal Abdullah Adam Zain Haris Hussain Ahmed
        Imran Ismail Yusuf Junaid Kashif Shahid Tariq Waqas Zeeshan Adeel Aqib Arslan Asad Awais Danyal
        Faisal Farhan Haider Haroon Idris Kamran Khalid Moeez Mustafa Nadeem Nabeel Omar Qasim Rayyan
        Rizwan Saad Saif Salman Sami Shoaib Sohail Subhan Sulaiman Taha Talha Yahya Yaseen Zubair Ayaan
        Eesa Musa""",
    "bangladeshi": """
        Mohammed Abdul Ahmed Rahim Karim Hasan Tanvir Tahmid Sakib Rahat Nayeem Mahdi Ibrahim Ismail Yusuf
        Shahin Shah Jubair Imran Habib Fahim Fahad Ehsan Arif Ariyan Ashraful Aminul Saiful Rakib Rafi
        Nazmul Masum Kamrul Jahid Iqbal Hamza Rayhan Tariq Zakir Adil""",
    "indian": """
        Arjun Aryan Rohan Amit Raj Rahul Jai Dev Krishan Ravi Sunil Vijay Harpreet Gurpreet Jaspreet
        Manpreet Jagdeep Sukhdeep Simran Karan Kiran Nikhil Nikesh Hitesh Jignesh Mitesh Pritesh Yash Veer
        Ishaan Akash Anand Deepak Dilan Dinesh Harjit Inderjit Manveer Tarun Viraj""",
    "eastern": """
        Jakub Kacper Szymon Filip Mateusz Michał Bartosz Wojciech Kamil Dawid Patryk Łukasz Paweł Piotr
        Krzysztof Maciej Adrian Damian Sebastian Oskar Igor Nikodem Aleksander Alexandru Andrei Ionuț
        Ștefan Mihai Gabriel Cristian Florin Marius Răzvan Vlad Bogdan Darius David Luca Matas Lukas Domas
        Tomas Jonas Nojus Deividas Mārtiņš Jānis Artūrs Roberts Georgi Ivan Dimitar Nikolay Kristian Tomáš
        Lukáš Marek Milan Patrik Dominik Oleksandr Maksym Artem Dmytro Bence Máté Levente Ádám""",
    "roma": """
        Ricardo Denis Kevin Samuel Marian Florin Ionut Costel Marius Vasile Nicolae Patrik Dominik
        Rastislav Erik Milan Jozef Ján Ľuboš Robert Alex Sorin Gheorghe Viorel Leonard Armando Fernando
        Elvis Rambo Mario""",
    "portuguese": """
        João Pedro Tiago Diogo Rafael Gabriel Miguel Rui André Luís Bruno Nuno Fábio Hugo Gonçalo Martim
        Santiago Mateo José Carlos Juan Alejandro Kevin Wesley Edson Nelson Adilson Leandro Márcio Wilson""",
    "vietnamese": """
        Anh Minh Duc Đức Hung Hùng Tuan Tuấn Dung Dũng Hai Hải Long Nam Quang Thanh Son Sơn Trung Tung
        Tùng Viet Việt Hoang Hoàng Huy Khanh Kien Kiên Linh Phong Phuc Phúc Quan Quân Tai Tài Thang Thắng
        Toan Toàn""",
    "chinese": """
        Wei Jun Ming Jian Hao Yi Lei Feng Kai Jason Kevin Ryan Lucas Ethan Bo Chen Xin Zhi Tao Yang""",
    "albanian": """
        Ardit Klajdi Ergi Kristi Elton Besnik Arben Fatjon Albi Kledi Endri Florian Gentian Ilir Indrit
        Klevis Kevin Denis Marvin Redon Rigers Saimir Armando Alban Agron Bledar Dritan Edison Enea Erion
        Fatmir Genti Jetmir Kastriot Luan Marjan Mario Orgest Orges Renato Sajmir Valon Xhulio Ylli Aleks""",
    "afghan": """
        Mohammad Ahmad Abdul Hamid Hamidullah Najibullah Rahmatullah Zabihullah Sediqullah Shafiqullah
        Samiullah Asadullah Noor Noorullah Khan Gul Zaman Farhad Farid Haroon Idrees Imran Ismail Jawad
        Karim Mustafa Nasir Omid Qais Rahim Reza Sajjad Salim Shahid Sharif Wahid Yousaf Younas Zia Ziaur
        Rahman Bilal Basir Aziz Ehsanullah Faridoon Habib Hekmat Inamullah Esmatullah""",
    "kurdish": """
        Mohammed Ahmed Ali Hassan Hussein Omar Karwan Rebin Rebwar Sherwan Shwan Dilshad Diyar Rawand Hiwa
        Hemin Aram Azad Bakhtyar Barzan Dana Dler Goran Hardi Kamaran Kawa Muhammad Nawzad Peshawa Rekawt
        Sangar Saman Sarkawt Soran Zana Zanyar Mustafa Ibrahim Yousif Amir Hossein Mehdi Reza Arash
        Siavash""",
    "eritrean": """
        Filmon Samuel Robel Yonas Daniel Abel Henok Natnael Merhawi Mebrahtu Tesfay Kidane Yohannes
        Amanuel Aman Berhane Biniam Dawit Efrem Essey Fitsum Ghirmay Goitom Haben Hagos Isaias Kibrom
        Medhanie Mehari Mikal Mussie Nahom Petros Semere Simon Tekle Temesgen Teklit Yemane Zekarias Abdu
        Mohammed Ibrahim""",
    "sudanese": """
        Mohamed Ahmed Abdallah Ibrahim Adam Ismail Osman Omer Ali Hassan Hussein Yousif Musa Isa Idris
        Abakar Abdelrahman Abdelaziz Abdulkarim Bashir Haroun Hamid Jaber Khalid Mahmoud Mustafa Nasreldin
        Salah Siddig Suliman Tijani Yahya Yagoub Zakaria Faisal Gamal Hamza Bakri""",
    "arabic": """
        Mohammed Ahmad Abdullah Omar Ali Hassan Hussein Khaled Mahmoud Mustafa Yousef Ibrahim Ismail Karim
        Bilal Anas Ayman Basel Fadi Firas Hamza Iyad Jamal Kareem Laith Majd Nour Qusay Rami Saad Samer
        Tarek Wael Yazan Zaid Ziad""",
}
GIRLS = {
    "british": """
        Chloe Emily Jessica Sophie Olivia Charlotte Lucy Megan Amelia Ellie Grace Ruby Lily Mia Ella
        Hannah Evie Amy Katie Holly Poppy Abigail Leah Isabella Daisy Georgia Bethany Lauren Caitlin
        Summer Molly Freya Millie Paige Keira Jasmine Lola Shannon Skye Rebecca Elizabeth Eleanor Phoebe
        Courtney Madison Amber Scarlett Zara Libby Erin Aimee Jade Tia Maisie Isabelle Eve Layla Imogen
        Brooke Faith Lexi Sienna Tilly Kayleigh Demi Chelsea Lacey Bailey Nicole Natasha Danielle Gemma
        Kelly Laura Rachel Sarah Victoria Samantha Stephanie Alexandra Catherine Kathryn Margaret Harriet
        Francesca Gabrielle Gracie Hollie Heidi Harley Jodie Josie Kaitlyn Kiera Kimberley Lara Lillie
        Lottie Lydia Macy Maddison Martha Matilda Maya Melissa Mollie Morgan Naomi Nancy Neve Niamh Orla
        Rhiannon Robyn Rosie Rose Sadie Sasha Savannah Shania Sinead Sophia Stacey Tamara Tara Taylor
        Teagan Tegan Tiffany Toni Violet Willow Yasmin Zoë Zoe Chloé Siân Beatrice Bella Bonnie Casey
        Cassidy Cerys Clara Connie Darcey Edith Elise Elsie Esme Esmé Fern Fleur Florence Frances Hope
        Iris Ivy Jemima Jenna Jorja Kacey Kara Kelsey Kirsty Kyra Mackenzie Maria Mary Mckenzie Miriam
        Myla Nevaeh Penelope Rowan""",
    "irish": """
        Aoife Saoirse Ciara Niamh Caoimhe Róisín Sinéad Aisling Orla Clodagh Siobhán Gráinne Éabha Fiadh
        Maeve Bridget Deirdre Eimear Emer Bríd Muireann Nuala Shauna Shannon Kathleen Mary""",
    "traveller": """
        Mary Margaret Bridget Kathleen Ann Nora Winifred Eileen Biddy Nan Philomena Helen Josephine
        Elizabeth Theresa Barbara Chantelle Shannon Priscilla Violet Missy Savannah Charmaine Mary-Ann
        Anne-Marie""",
    "african": """
        Grace Blessing Precious Favour Esther Deborah Mercy Joy Faith Gloria Ama Abena Akua Adwoa Efua Esi
        Yaa Temi Temitope Tolu Tolulope Damilola Funmi Folake Adaeze Chioma Ngozi Nneka Ifeoma Amaka
        Chiamaka Ebele Rutendo Tanaka Tariro Chipo Rumbidzai Fatoumata Aminata Mariama Fatou Aissatou
        Isatou Hawa Divine Merveille Naomi Ruth Rachel Sarah Peace Patience Princess Oluwaseyi Omolara
        Simisola""",
    "somali": """
        Fatima Fadumo Hodan Khadija Aisha Amina Maryan Halima Hawa Ifrah Asha Ayan Hibo Idil Ikran Ilhan
        Leyla Nimo Nasra Naima Sagal Sahra Sumaya Ubah Yasmin Zahra Zeinab Safia Faiza Deqa""",
    "caribbean": """
        Shanice Tanisha Aaliyah Kiana Keisha Latoya Shanelle Jada Imani Nevaeh Kayla Alisha Amara Tiana
        Tamia Monique Dominique Chantelle Natalia Destiny Shaniqua Rochelle Ebony Jasmine Leticia Renee
        Simone Tia Zaria Naomi Rhianna Paige Leah Nia Abigail""",
    "pakistani": """
        Aisha Fatima Zainab Maryam Khadija Amina Hafsa Sana Saba Iqra Aleena Alisha Anisa Areeba Ayesha
        Bushra Farah Habiba Hira Humaira Inaya Javeria Kiran Laiba Madiha Mahnoor Maria Mehreen Nadia
        Naila Nimra Noor Rabia Rimsha Rukhsana Saima Samina Shabana Shazia Sidra Sobia Sumaira Tahira
        Tayyiba Uzma Yasmin Zara Zoya""",
    "bangladeshi": """
        Fatima Nasrin Ayesha Sumaiya Tasnim Nusrat Farhana Sadia Rahima Rukeya Maryam Jannat Tahmina
        Sultana Shamima Salma Samia Rumana Rabeya Nazia Nadia Mahbuba Lubna Labiba Khadiza Jasmin Halima
        Faria Anika Amina""",
    "indian": """
        Priya Anjali Simran Harpreet Jasmine Kiran Neha Nisha Pooja Puja Riya Shreya Aditi Amrit Anisha
        Asha Avni Deepika Diya Gurleen Isha Jaspreet Kavita Komal Kajal Manisha Meera Nikita Ravina Sonia
        Sunita Tanvi""",
    "eastern": """
        Julia Zuzanna Zofia Hanna Maja Oliwia Natalia Aleksandra Wiktoria Weronika Martyna Karolina
        Katarzyna Małgorzata Agnieszka Kinga Gabriela Nikola Amelia Andreea Alexandra Bianca Denisa Elena
        Ioana Mădălina Raluca Ștefania Gabija Emilija Ugnė Austėja Viktorija Līga Anastasija Elīna Mariya
        Nikol Ivana Viktoria Kateryna Sofiia Oksana Dóra Réka Tereza Kristýna Eliška""",
    "roma": """
        Vanessa Sabrina Denisa Andreea Maria Elena Florina Narcisa Lavinia Alessandra Esmeralda Rebeka
        Nikola Natália Žaneta Kristína Viktória Monika Ramona Samira Loredana Mihaela Ana Claudia""",
    "portuguese": """
        Maria Beatriz Inês Mariana Ana Carolina Leonor Matilde Sofia Joana Bruna Bárbara Íris Letícia
        Tatiana Vânia Valentina Camila Daniela Érica Débora Luana Rafaela""",
    "vietnamese": """
        Linh Huong Hương Lan Mai Ngoc Ngọc Phuong Phương Thao Thảo Thu Trang Van Vân Hoa Hong Hồng Anh
        Hang Hằng Ha Hà Yen Yến Nhung Quynh Quỳnh Thuy Thủy Trinh""",
    "chinese": """Mei Li Yan Xin Jing Ying Hui Fang Amy Emily Yue Xiu Ling Chloe Tina""",
    "albanian": """
        Arta Besa Elona Erjona Kristina Klea Amela Anxhela Aurora Blerta Denisa Elisa Enkeleda Eralda Ilda
        Jonida Kejsi Megi Mirela Ornela Sara Xhesika Valbona Vjosa""",
    "afghan": """
        Fatima Zahra Maryam Zainab Parwana Shabnam Nargis Laila Farida Shukria Marwa Hosna Freshta Nilofar
        Soraya Palwasha Khatera Sima""",
    "kurdish": """
        Shilan Rojin Avin Bahar Chnar Dilan Hana Hevin Lana Narin Nazdar Perwin Rozhin Sara Shadi Tara
        Zhina Zahra Fatima Maryam""",
    "eritrean": """
        Selam Bethlehem Feven Helen Hiwet Luwam Mahlet Meron Mihret Rahel Rahwa Ruta Saba Salem Semhar
        Senait Tsega Winta Yordanos Zaid Eden Semira""",
    "sudanese": """
        Fatima Amna Hawa Aisha Maryam Zeinab Khadija Halima Asma Salma Hanan Huda Ikhlas Nafisa Rania
        Samah Tahani""",
    "arabic": """
        Fatima Aya Maryam Zainab Nour Rima Sara Huda Iman Israa Layan Lina Maha Mona Rawan Reem Salma
        Shahd Yara Zahra""",
}


def table(community: str, sex: str) -> list[str]:
    """The forenames of one community, most frequent first. `sex` is M or F."""
    return ((BOYS if sex == "M" else GIRLS)[community]).split()
