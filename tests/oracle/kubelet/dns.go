package main

import (
	"log"
	"net"
	"os"
	"slices"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// answerNames answers DNS queries over UDP. A line of the file is an address and its name, as in /etc/hosts. The file is read
// for each query, so that a name can be added at any time. Other names do not exist.
func answerNames(address, file string) {
	socket, err := net.ListenPacket("udp4", address)
	if err != nil {
		log.Fatal(err)
	}
	packet := make([]byte, 1500)
	for {
		length, client, err := socket.ReadFrom(packet)
		if err != nil {
			log.Fatal(err)
		}
		var query dnsmessage.Message
		if query.Unpack(packet[:length]) != nil || len(query.Questions) != 1 {
			continue
		}
		answer, err := respond(&query, file)
		if err != nil {
			log.Print(err)
			continue
		}
		if _, err := socket.WriteTo(answer, client); err != nil {
			log.Print(err)
		}
	}
}

func respond(query *dnsmessage.Message, file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	question := query.Questions[0]
	response := dnsmessage.Message{Header: query.Header, Questions: query.Questions}
	response.Response, response.Authoritative, response.RecursionAvailable = true, true, true
	response.RCode = dnsmessage.RCodeNameError
	asked := strings.ToLower(strings.TrimSuffix(question.Name.String(), "."))
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) < 2 || !slices.Contains(words[1:], asked) {
			continue
		}
		// The name exists. Only an address of version 4 is known of it.
		response.RCode = dnsmessage.RCodeSuccess
		ip := net.ParseIP(words[0]).To4()
		if question.Type == dnsmessage.TypeA && ip != nil {
			response.Answers = append(response.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: question.Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET, TTL: 1},
				Body:   &dnsmessage.AResource{A: [4]byte(ip)},
			})
		}
	}
	return response.Pack()
}
