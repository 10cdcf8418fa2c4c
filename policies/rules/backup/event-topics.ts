export const eventTopicType = "confluentcloud:index/kafkaTopic:KafkaTopic";
