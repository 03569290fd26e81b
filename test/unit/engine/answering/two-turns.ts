/** A question, the one asked after it, and the query that is searched for the second. */
export interface TwoTurns {
  before: string;
  question: string;
  /** Words of the first question that come along. Empty: the second is a new subject, or stands alone. */
  carried: readonly string[];
  /** Words of the first question that must stay behind though others come along. */
  left?: readonly string[];
}

const turns = (before: string, question: string, carried = '', left = ''): TwoTurns => ({
  before,
  question,
  carried: carried.split(' ').filter(Boolean),
  left: left.split(' ').filter(Boolean),
});

export const english = [
  turns('How high is the deposit of the lease?', 'And when is it returned?', 'deposit lease'),
  turns('How high is the deposit of the lease?', 'What about pets?', 'lease'),
  turns('Who signed the lease?', 'Why?', 'signed lease'),
  turns('Who are the directors of Brightwater?', 'How much did they pay?', 'directors Brightwater'),
  turns('What was the revenue in 2022?', 'And in 2023?', 'revenue', '2022'),
  turns('What was the revenue in March 2022?', 'And in 2023?', 'revenue March', '2022'),
  turns('What was the revenue in March 2022?', 'What about April?', 'revenue 2022', 'March'),
  turns('What was the revenue in 2022?', 'And how much was it in 2023?', 'revenue', '2022'),
  turns('What is the notice period in France?', 'What about Germany?', 'notice period', 'France'),
  turns('What is the notice period in France?', 'And in Germany?', 'notice period', 'France'),
  turns('What is the budget for marketing in 2024?', 'And for research?', 'budget 2024', 'marketing'),
  turns('Who signed the lease of Harbour Street?', 'When did they sign it?', 'lease Harbour Street'),
  turns('Which pumps are certified for oil?', 'What pressure does the second one reach?', 'pumps certified oil'),
  turns('How does the boiler heat the water?', 'Can this be dangerous?', 'boiler heat water'),
  turns('How does the boiler heat the water?', 'What does that mean?', 'boiler heat water'),
  turns('What does the insurance cover?', 'Give me more details', 'insurance cover'),
  turns('What does the insurance cover?', 'Does it cover theft?', 'insurance'),
  turns('What is the warranty of the espresso machine?', 'Who pays for its repair?', 'warranty espresso machine'),
  turns('When does the museum open?', 'How do I get there?', 'museum'),
  turns('What is the rent in Berlin?', 'The deposit?', 'rent Berlin'),
  turns('How high is the deposit of the lease?', 'What pressure does the pump reach?'),
  turns('How high is the deposit of the lease?', 'Which seals are damaged by vinegar?'),
  turns('How high is the deposit of the lease?', 'Does the pump stop when it overheats?'),
  turns('How high is the deposit of the lease?', 'What did Apple say about its suppliers?'),
  turns('How high is the deposit of the lease?', 'Is there a bonus for drivers?'),
  turns('How high is the deposit of the lease?', 'Is it possible to bring dogs into the office?'),
  turns('How high is the deposit of the lease?', 'What is photosynthesis?'),
  turns('How high is the deposit of the lease?', 'Who is Ortega?'),
  turns('How high is the deposit of the lease?', 'RF-2201?'),
  turns('How high is the deposit of the lease?', 'Where is "force majeure" defined?'),
  turns('How high is the deposit of the lease?', 'Which valves that leak must be replaced?'),
  turns('How high is the deposit of the lease?', 'And which pumps reach a pressure of nine bar in winter?'),
] as const;

export const german = [
  turns('Wie hoch ist die Kaution in Berlin?', 'Und in Hamburg?', 'Kaution', 'Berlin'),
  turns('Wie hoch ist die Kaution?', 'Wann bekomme ich sie zurück?', 'Kaution'),
  turns('Wie hoch ist die Kaution der Wohnung?', 'Und wer zahlt das?', 'Kaution Wohnung'),
  turns('Wie hoch war der Umsatz 2022?', 'Und 2023?', 'Umsatz', '2022'),
  turns('Wer hat den Mietvertrag unterschrieben?', 'Wann endet dieser?', 'Mietvertrag'),
  turns('Was kostet die Wartung der Pumpe?', 'Was ist damit abgedeckt?', 'Wartung Pumpe'),
  turns('Was kostet die Wartung der Pumpe?', 'Warum?', 'Wartung Pumpe'),
  turns('Wie hoch ist die Kaution?', 'Gibt es eine Prämie für Fahrer?'),
  turns('Wie hoch ist die Kaution?', 'Können Sie die Öffnungszeiten des Museums nennen?'),
  turns('Wie hoch ist die Kaution?', 'Welchen Druck erreicht die Pumpe?'),
  turns('Wie hoch ist die Kaution?', 'Was ist Photosynthese?'),
] as const;

export const romance = [
  turns('Quel est le préavis en France ?', 'Et en Allemagne ?', 'préavis', 'France'),
  turns('Quel est le montant du dépôt de garantie ?', 'Quand est-il restitué ?', 'montant dépôt garantie'),
  turns('Quel est le montant du dépôt de garantie ?', 'Pourquoi ?', 'dépôt garantie'),
  turns('Qui a signé le bail ?', 'Et quelle est sa durée ?', 'bail'),
  turns('Quel était le chiffre d’affaires en 2022 ?', 'Et en 2023 ?', 'chiffre affaires', '2022'),
  turns('Qui a signé le bail ?', 'Que dit ce contrat sur les animaux ?', 'bail'),
  turns('Qui a signé le bail ?', 'Est-ce que la pompe atteint neuf bars ?'),
  turns('Qui a signé le bail ?', 'Y a-t-il une prime pour les chauffeurs ?'),
  turns('¿Cuál es la fianza del alquiler?', '¿Y cuándo se devuelve?', 'fianza alquiler'),
  turns('¿Cuál es la fianza del alquiler?', '¿Quién paga esto?', 'fianza alquiler'),
  turns('¿Cuáles fueron los ingresos en 2022?', '¿Y en 2023?', 'ingresos', '2022'),
  turns('¿Cuál es la fianza del alquiler?', '¿Qué presión alcanza la bomba?'),
] as const;

export const chinese = [
  turns('押金是多少？', '那它什么时候退还？', '押金'),
  turns('法国的通知期是多久？', '德国呢？', '通知期', '法国'),
  turns('2022年的收入是多少？', '2023年呢？', '收入', '2022'),
  turns('租约的押金是多少？', '为什么？', '租约 押金'),
  turns('租约的押金是多少？', '什么时候到期？', '租约 押金'),
  turns('租约的押金是多少？', '这份合同对宠物有什么规定？', '租约'),
  turns('租约的押金是多少？', '还有水费呢？', '租约'),
  turns('租约的押金是多少？', '战国无双是由哪两个公司合作开发的？'),
  turns('租约的押金是多少？', '咖啡机的锅炉应该多久清洗一次？'),
  turns('租约的押金是多少？', '什么是光合作用？'),
  turns('租约的押金是多少？', '其他员工的奖金是多少？'),
] as const;

export const japanese = [
  turns('保証金はいくらですか？', 'それはいつ返されますか？', '保証金'),
  turns('フランスの予告期間はどのくらいですか？', 'ドイツは？', '予告期間', 'フランス'),
  turns('2022年の売上高はいくらですか？', '2023年は？', '売上高', '2022'),
  turns('賃貸契約の保証金はいくらですか？', 'なぜですか？', '賃貸契約 保証金'),
  turns('賃貸契約の保証金はいくらですか？', 'いつ返されますか？', '賃貸契約 保証金'),
  turns('賃貸契約の保証金はいくらですか？', 'この契約はペットを認めていますか？', '保証金'),
  turns('賃貸契約の保証金はいくらですか？', 'エスプレッソマシンの圧力はどのくらいですか？'),
  turns('賃貸契約の保証金はいくらですか？', '光合成とは何ですか？'),
  turns('賃貸契約の保証金はいくらですか？', 'その他の従業員の賞与はいくらですか？'),
] as const;
